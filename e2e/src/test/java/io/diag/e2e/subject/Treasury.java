package io.diag.e2e.subject;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/**
 * Holds a known number of objects and secrets of every kind, has dropped another known number, and
 * answers each line that it is told. The argument is how many mebibytes it holds besides.
 */
public final class Treasury {
  public static final int COINS = 12_345;
  public static final int DROPPED = 678;
  public static final String THREAD = "treasurer-of-the-realm";
  public static final String TEXT = "correct-horse-battery-staple";
  public static final String WIDE_TEXT = "п-а-р-о-л-ь-сокровищница";
  public static final String BYTES = "bytes-that-nobody-may-see";
  public static final String CHARS = "chars-that-nobody-may-see";
  public static final long NUMBER = 0x5EC2E7C0FFEE4711L;

  private static final List<Object> KEPT = new ArrayList<>();

  /** Kept in sight for a moment, so that it is made at all. */
  static volatile Object sink;

  private Treasury() {}

  /** One of those that are held. */
  static final class Coin {
    final int number;

    Coin(int number) {
      this.number = number;
    }
  }

  /** One of those that are not. */
  static final class LostCoin {}

  /** A field for each kind of secret. */
  static final class Vault {
    final String text = TEXT + System.nanoTime();
    final String wideText = WIDE_TEXT + System.nanoTime();
    final byte[] bytes = BYTES.getBytes(StandardCharsets.ISO_8859_1);
    final char[] chars = CHARS.toCharArray();
    final long number;

    Vault(long number) {
      this.number = number;
    }
  }

  public static void main(String[] args) {
    Thread.currentThread().setName(THREAD);
    KEPT.add(new Vault(Long.parseLong("5EC2E7C0FFEE4711", 16)));
    for (int i = 0; i < COINS; i++) {
      KEPT.add(new Coin(i));
    }
    for (int i = Integer.parseInt(args[0]); i > 0; i--) {
      KEPT.add(new long[1 << 17]);
    }
    for (int i = 0; i < DROPPED; i++) {
      sink = new LostCoin();
    }
    sink = null;
    System.out.println("ready");
    Scanner in = new Scanner(System.in, "UTF-8");
    while (in.hasNextLine()) {
      System.out.println("heard " + in.nextLine());
    }
  }
}
