package com.nexus.ssot.server.change;

import com.nexus.ssot.model.fault.Fault;
import java.util.List;

/** What came of trying to apply a change. */
sealed interface Attempt {

  /** It is done, as far as the running transaction commits. */
  record Done(Plan plan) implements Attempt {}

  /** What it is about changed meanwhile; nothing was written. */
  record Moved(String why) implements Attempt {}

  /** It lacks consent by the rules that hold now; nothing was written. */
  record Lacking(List<String> missing) implements Attempt {}

  /** The rules refuse it now; nothing was written. */
  record Refused(Fault fault) implements Attempt {}
}
