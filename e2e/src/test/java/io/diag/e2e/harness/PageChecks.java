package io.diag.e2e.harness;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What is to be true of every page, whatever it shows. */
public final class PageChecks {
  /** A line of the tree of roles with a control or a graph that has no name. */
  private static final Pattern NAMELESS =
      Pattern.compile(
          "^\\s*- (button|link|searchbox|textbox|combobox|checkbox|slider|application|table|treegrid|tree"
              + "|menuitem|menuitemradio|menuitemcheckbox|option|switch|tab|img|dialog)\\b"
              + "(?! \"[^\"]).*$",
          Pattern.MULTILINE);

  /**
   * Controls a user can reach, without the link that stands outside the page until it is focused.
   */
  private static final String CONTROLS =
      "[...document.querySelectorAll('button, input, a, [tabindex=\"0\"]')]"
          + ".filter(each => !each.matches('.skip') && each.getClientRects().length > 0)";

  private PageChecks() {}

  /** The controls that have no name in the tree that a screen reader is given. */
  public static List<String> nameless(Page page) {
    return NAMELESS
        .matcher(page.locator("body").ariaSnapshot())
        .results()
        .map(MatchResult::group)
        .toList();
  }

  /** Pairs of controls that lie on one another without one holding the other. */
  public static List<String> overlapping(Page page) {
    return strings(
        page,
        "(() => { const all = "
            + CONTROLS
            + ".map(each => ({ each, box: each.getBoundingClientRect() }));"
            + "return all.flatMap((a, i) => all.slice(i + 1).filter(b =>"
            + " !a.each.contains(b.each) && !b.each.contains(a.each)"
            + " && a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1"
            + " && a.box.top < b.box.bottom - 1 && b.box.top < a.box.bottom - 1)"
            + ".map(b => a.each.outerHTML + ' on ' + b.each.outerHTML)); })()");
  }

  /** Neighbours in the order of Tab of which the second stands before the first to a reader. */
  public static List<String> backward(Page page) {
    return strings(
        page,
        "(() => { const all = "
            + CONTROLS
            + ".map(each => ({ each, box: each.getBoundingClientRect() }));"
            + "return all.slice(1).flatMap((b, i) => { const a = all[i];"
            + " const above = b.box.bottom <= a.box.top + 1 && b.box.left < a.box.right;"
            + " const before = b.box.right <= a.box.left + 1 && b.box.top < a.box.bottom"
            + " && b.box.bottom > a.box.top;"
            + " return above || before || b.each.tabIndex > 0"
            + " ? [a.each.outerHTML + ' then ' + b.each.outerHTML] : []; }); })()");
  }

  /** Where the page is wider than the window: what reaches beyond it. */
  public static List<String> beyondTheWindow(Page page) {
    return strings(
        page,
        "document.documentElement.scrollWidth <= innerWidth ? [] :"
            + "[...document.querySelectorAll('body *')]"
            + ".filter(each => each.getBoundingClientRect().right > innerWidth)"
            + ".map(each => each.cloneNode().outerHTML)");
  }

  private static List<String> strings(Page page, String expression) {
    return ((List<?>) page.evaluate(expression)).stream().map(String::valueOf).toList();
  }
}
