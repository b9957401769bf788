package io.diag.collector.api;

/** Ends the handling of a request with a problem response. Has no stack trace: it is an answer. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public ProblemException(int status, String word, String title, String detail) {
    this(Problem.of(status, word, title, detail));
  }

  public Problem problem() {
    return problem;
  }
}
