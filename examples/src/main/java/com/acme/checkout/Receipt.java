package com.acme.checkout;

import java.nio.ByteBuffer;

/**
 * A printed receipt.
 *
 * @param page what the printer gets
 */
record Receipt(int cart, String text, ByteBuffer page) {}
