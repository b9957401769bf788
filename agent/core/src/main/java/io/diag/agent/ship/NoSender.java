package io.diag.agent.ship;

/** Where there is no collector: sends nothing, and nobody looks. Any thread. */
final class NoSender implements Sender {
  @Override
  public void kick() {
    // nobody to send to
  }

  @Override
  public void announce() {
    // as above
  }

  @Override
  public boolean watched() {
    return false;
  }

  @Override
  public long sentBytes() {
    return 0;
  }

  @Override
  public String trouble() {
    return null;
  }

  @Override
  public void awaitFirstContact(long millis) {
    // there will be none
  }

  @Override
  public void stop(long patienceMillis) {
    // nothing was begun
  }
}
