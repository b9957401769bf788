/** A builder of dumps for tests, of which every figure is known. */
package io.diag.hprof.dump;
