/**
 * The rules, one class and one page below {@code docs/findings} each. To add one, implement {@link
 * io.diag.diagnosis.Rule}, put it into {@link io.diag.diagnosis.rule.Rules} and write its page.
 */
package io.diag.diagnosis.rule;
