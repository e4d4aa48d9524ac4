package com.nexus.ssot.model.governance;

import com.nexus.ssot.model.fault.Cause;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose consent a change needs where people are asked.
 *
 * @param required how many different people must approve, 1 to 10
 * @param deletes how many must approve a deletion, also where nobody is asked otherwise, 0 to 10; 0
 *     asks for deletions as for everything else
 * @param teams teams of which every approver must be in one; empty takes everybody who may approve
 * @param proposalExpiry how long a change waits before it ends by itself
 * @param administration whether changes of people, teams, roles, contexts and these rules wait for
 *     people
 */
public record ApprovalRules(
    int required, int deletes, List<String> teams, Period proposalExpiry, boolean administration) {
  /** What holds where nothing is said. */
  public static final ApprovalRules USUAL =
      new ApprovalRules(1, 0, List.of(), Period.parse("30d"), false);

  private static final int MOST = 10;
  private static final Period LONGEST = Period.parse("1y");

  public ApprovalRules {
    teams = List.copyOf(teams);
  }

  /** What is wrong with them as the rules of one context. */
  public List<Cause> checkForContext(String at) {
    List<Cause> causes = check(at);
    if (administration) {
      causes.add(
          Cause.at(
              at + "/administration",
              "It concerns no context.",
              "Say it in the approvals of the rule set."));
    }
    return causes;
  }

  /** What is wrong with them. */
  public List<Cause> check(String at) {
    List<Cause> causes = new ArrayList<>();
    if (required < 1 || required > MOST) {
      causes.add(
          Cause.at(
              at + "/required",
              "It must be 1 to " + MOST + " people.",
              "Where nobody shall be asked, say approval_required: false of the context."));
    }
    if (deletes < 0 || deletes > MOST) {
      causes.add(Cause.at(at + "/deletes", "It must be 0 to " + MOST + " people.", "Write 2."));
    }
    causes.addAll(RuleCheck.teams(teams, at + "/teams"));
    if (proposalExpiry.isLongerThan(LONGEST)) {
      causes.add(Cause.at(at + "/proposal_expiry", "It is longer than 1y.", "Write 30d."));
    }
    return causes;
  }
}
