package com.nexus.ssot.model.fault;

/**
 * Every failure a caller can see. The name is the stable {@code code} of problem documents; each
 * has a section of the same name in {@code docs/faults.md}.
 */
public enum FaultCode {
  // The request could not be read.
  MALFORMED(400, Exit.INVALID, false, "The request could not be read"),
  UNKNOWN_PARAMETER(400, Exit.INVALID, false, "The request has a parameter that does not exist"),
  BAD_PARAMETER(400, Exit.INVALID, false, "A parameter has a value that is not allowed"),
  BAD_PATH(400, Exit.INVALID, false, "The path is written in a way that is not allowed"),
  AMBIGUOUS_CREDENTIAL(400, Exit.DENIED, false, "The request carries two credentials"),
  CREDENTIAL_IN_URL(400, Exit.DENIED, false, "A credential must not stand in a URL"),
  METHOD_NOT_ALLOWED(405, Exit.INVALID, false, "The method is not allowed here"),
  NOT_ACCEPTABLE(406, Exit.INVALID, false, "The answer cannot be given in the type asked for"),
  TOO_LARGE(413, Exit.INVALID, false, "The body is too large"),
  URI_TOO_LONG(414, Exit.INVALID, false, "The address is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, Exit.INVALID, false, "The body is of a type that is not accepted"),
  HEADERS_TOO_LARGE(431, Exit.INVALID, false, "The headers are too large"),

  // The caller may not.
  UNAUTHENTICATED(401, Exit.DENIED, false, "A valid credential is needed"),
  FORBIDDEN(403, Exit.DENIED, false, "The credential does not allow this"),
  OWN_CHANGE(403, Exit.DENIED, false, "Nobody decides about a change of their own"),
  HUMAN_REQUIRED(403, Exit.DENIED, false, "Only a person who signed in can do this"),
  STEP_UP_REQUIRED(401, Exit.DENIED, false, "A fresh login is needed"),
  CROSS_SITE(403, Exit.DENIED, false, "The request comes from another site"),
  MISDIRECTED(421, Exit.INVALID, false, "The request names a host that is not this one"),
  RATE_LIMITED(429, Exit.UNAVAILABLE, true, "There were too many requests"),

  // The request was read and understood, and is refused.
  INVALID(422, Exit.INVALID, false, "The request breaks one or more rules"),
  IDEMPOTENCY_MISMATCH(422, Exit.INVALID, false, "The Idempotency-Key was used for another body"),
  NOT_FOUND(404, Exit.NOT_FOUND, false, "There is nothing here"),
  GONE(410, Exit.NOT_FOUND, false, "The name is no longer in use"),
  ALREADY_EXISTS(409, Exit.CONFLICT, false, "The name is taken"),
  AMBIGUOUS_TARGET(409, Exit.CONFLICT, false, "The target can be read in two ways"),
  CYCLE(409, Exit.CONFLICT, false, "The alias would lead back to itself"),
  DANGLING(409, Exit.CONFLICT, false, "The target does not exist"),
  IN_USE(409, Exit.CONFLICT, false, "Something still leads here"),
  NOTICE_PERIOD(409, Exit.CONFLICT, false, "Callers have not been told for long enough"),
  INCOMPATIBLE(409, Exit.CONFLICT, false, "The version would break those who rely on it"),
  READ_ONLY(409, Exit.CONFLICT, false, "The context is read-only"),
  STALE(409, Exit.CONFLICT, true, "The object changed meanwhile"),
  WRONG_STATE(409, Exit.CONFLICT, false, "The change is not in a state that allows this"),
  DIGEST_MISMATCH(409, Exit.CONFLICT, false, "The change does something else by now"),
  ALREADY_APPROVED(409, Exit.CONFLICT, false, "The person has approved this already"),
  TOO_FEW_APPROVERS(409, Exit.CONFLICT, false, "Too few people could approve"),
  NOT_APPROVED(409, Exit.CONFLICT, false, "The change lacks approvals"),
  WINDOW_CLOSED(409, Exit.CONFLICT, true, "Changes may not take effect now"),
  NOT_REVERTIBLE(409, Exit.CONFLICT, false, "The change cannot be taken back"),
  SETTLED(409, Exit.CONFLICT, false, "The conflict is settled already"),
  PRECONDITION_FAILED(412, Exit.CONFLICT, false, "The object is not at the version named"),
  NOT_IMPLEMENTED(501, Exit.INVALID, false, "This is not supported"),

  // The server cannot.
  INTERNAL(500, Exit.FAILED, false, "The server failed"),
  UNAVAILABLE(503, Exit.UNAVAILABLE, true, "A part of the server is away"),
  STORAGE_FULL(503, Exit.UNAVAILABLE, true, "The database has no space left"),
  OVERLOADED(503, Exit.UNAVAILABLE, true, "The server has too much to do"),

  // The process does not start, or a tool could not do its work.
  SETTING(500, Exit.SETTING, false, "A setting is wrong"),
  PORT_IN_USE(500, Exit.START, false, "The port is taken"),
  DATA_DIR(500, Exit.START, false, "The data folder cannot be used"),
  DATA_DIR_IN_USE(500, Exit.START, false, "Another server uses this data folder"),
  DATABASE_START(500, Exit.START, false, "The embedded database does not start"),
  DATABASE_AWAY(500, Exit.START, true, "The database cannot be reached"),
  DATABASE_LOGIN(500, Exit.START, false, "The database refuses the login"),
  DATABASE_VERSION(500, Exit.START, false, "The database cannot be used with this version"),
  CONNECTION(503, Exit.UNAVAILABLE, true, "The registry cannot be reached"),
  TIMEOUT(504, Exit.UNAVAILABLE, true, "The registry did not answer in time");

  /** Exit codes of the command line, one for each way of reacting. */
  public static final class Exit {
    /** Something failed that nobody foresaw. */
    public static final int FAILED = 1;

    /** The command or its input is wrong. */
    public static final int INVALID = 2;

    /** What was asked for does not exist. */
    public static final int NOT_FOUND = 3;

    /** It clashes with what exists. */
    public static final int CONFLICT = 4;

    /** The caller may not. */
    public static final int DENIED = 5;

    /** Try again later. */
    public static final int UNAVAILABLE = 6;

    /** The process cannot start here. */
    public static final int START = 7;

    /** A setting is wrong (EX_CONFIG of sysexits.h). */
    public static final int SETTING = 78;

    private Exit() {}
  }

  private final int status;
  private final int exitCode;
  private final boolean retryable;
  private final String title;

  FaultCode(int status, int exitCode, boolean retryable, String title) {
    this.status = status;
    this.exitCode = exitCode;
    this.retryable = retryable;
    this.title = title;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The exit code of the command line. */
  public int exitCode() {
    return exitCode;
  }

  /** Whether the same request may succeed later. */
  public boolean retryable() {
    return retryable;
  }

  /** A short sentence that is the same for every occurrence. */
  public String title() {
    return title;
  }
}
