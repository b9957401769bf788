package com.acme.checkout;

import java.util.ArrayList;
import java.util.List;

/** Keeps every receipt, for ever: this is the leak. */
final class ReceiptArchive {
  private final List<Receipt> receipts = new ArrayList<>();

  synchronized void append(Receipt receipt) {
    receipts.add(receipt);
  }
}
