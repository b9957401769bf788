/**
 * A small sick service on one event loop: whoever asks for an article that is not cached makes the
 * loop itself wait for the database, and with it everybody else.
 */
package com.acme.storefront;
