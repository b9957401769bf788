/** How quickly the UI shows and answers in a real browser. */
package io.diag.benchmarks.ui;
