/**
 * A small sick service whose heap is well: the pixels of its thumbnails lie outside of the heap,
 * and none of them is ever given back.
 */
package com.acme.gallery;
