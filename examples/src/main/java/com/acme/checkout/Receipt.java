package com.acme.checkout;

/** A printed receipt. */
record Receipt(int cart, String text) {}
