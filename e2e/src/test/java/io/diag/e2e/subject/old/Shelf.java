package io.diag.e2e.subject.old;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Holds a known number of books with pages of a known size, and a few things beside them. */
public final class Shelf {
  public static final int BOOKS = 30_000;
  public static final int PAGE_BYTES = 203;

  static final List<Book> BOOKS_HELD = new ArrayList<>(BOOKS);
  static final Object[] SHORT_AND_LONG = {new OneByte(), new OneByteAndMore()};

  private Shelf() {}

  /** A reference, eight bytes and one. */
  static final class Book {
    final byte[] page = new byte[PAGE_BYTES];
    final long number;
    final boolean isOdd;

    Book(int number) {
      this.number = number;
      isOdd = number % 2 == 1;
    }
  }

  /** One byte. */
  static class OneByte {
    byte one = 1;
  }

  /** Below a class with fields. */
  static final class OneByteAndMore extends OneByte {
    long two = 2;
    Object three;
  }

  public static void main(String[] args) throws InterruptedException {
    for (int i = 0; i < BOOKS; i++) {
      BOOKS_HELD.add(new Book(i));
    }
    System.out.println("ready " + BOOKS_HELD.get(3).isOdd + SHORT_AND_LONG.length);
    new CountDownLatch(1).await();
  }
}
