/** Reading, writing and redacting HPROF as a stream. Empty until heap dumps are captured. */
package io.diag.hprof;
