/** Whose code a recording blames for what grows. */
package io.diag.diagnosis.code;
