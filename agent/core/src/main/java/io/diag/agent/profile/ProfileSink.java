package io.diag.agent.profile;

import io.diag.wire.ProfileSpan;

/** Takes the chunks of a profile. */
public interface ProfileSink {
  void accept(byte[] chunk, ProfileSpan span, long untilMillis);
}
