package com.nexus.ssot.server.change;

import com.nexus.ssot.model.access.Ask;
import com.nexus.ssot.model.access.Authority;
import com.nexus.ssot.model.access.ContextRule;
import com.nexus.ssot.model.access.Limits;
import com.nexus.ssot.model.api.ObjectKind;
import com.nexus.ssot.model.api.PrincipalKind;
import com.nexus.ssot.model.api.Verb;
import com.nexus.ssot.server.identity.AuthorityTable;
import com.nexus.ssot.server.identity.Callers;
import com.nexus.ssot.server.identity.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Who may consent to changes where, read anew each time: who was removed a moment ago no longer
 * counts. Thread-safe.
 */
@Component
final class Approvers {
  private static final Limits ANYTHING = new Limits(Set.of(Verb.values()), Set.of("*"), null);

  private final AuthorityTable authorities;
  private final Callers callers;

  Approvers(AuthorityTable authorities, Callers callers) {
    this.authorities = authorities;
    this.callers = callers;
  }

  /** Everybody who could act as a person now. */
  Map<UUID, Authority> people() {
    return authorities.people();
  }

  /** Whether somebody of some people, but not the one, could approve in a place. */
  static boolean others(Map<UUID, Authority> people, String place, UUID than, ContextRule rule) {
    return people.entrySet().stream()
        .anyMatch(person ->
            !person.getKey().equals(than) && may(person.getValue(), place, Set.of(), rule));
  }

  /** Everybody who may approve in one of some places. */
  List<UUID> of(Collection<String> places) {
    Map<UUID, Authority> people = authorities.people();
    List<UUID> found = new ArrayList<>();
    people.forEach((id, authority) -> {
      if (places.stream().anyMatch(place -> may(authority, place, Set.of(), rule(place)))) {
        found.add(id);
      }
    });
    return found;
  }

  /** What is missing, in words, where nobody has said anything. */
  List<String> all(Demand demand) {
    return missing(demand, List.of(), Set.of());
  }

  /**
   * What is still missing, in words.
   *
   * @param approved who approved exactly this
   * @param authors whose own work it is
   */
  List<String> missing(Demand demand, Collection<UUID> approved, Set<UUID> authors) {
    List<Principal> people =
        approved.stream()
            .distinct()
            .filter(id -> !authors.contains(id))
            .flatMap(id -> authorities.find(id).stream())
            .filter(person -> person.kind() == PrincipalKind.HUMAN)
            .toList();
    List<String> missing = new ArrayList<>();
    demand
        .needs()
        .forEach((place, need) -> {
          ContextRule rule = people.isEmpty() ? ContextRule.NONE : rule(place);
          List<Authority> counting =
              people.stream()
                  .map(Principal::authority)
                  .filter(person -> may(person, place, need.owners(), rule))
                  .filter(person -> isInOne(person, need.teams()))
                  .toList();
          int left = need.people() - counting.size();
          if (left > 0) {
            missing.add(left + " more who may approve " + inWords(place, need));
          }
          if (need.ownersConsent()) {
            need.owners().stream()
                .filter(
                    team -> counting.stream().noneMatch(person -> person.teams().contains(team)))
                .sorted()
                .forEach(team -> missing.add("somebody of the owning team " + team));
          }
        });
    return missing;
  }

  /** Who may approve in a place, in words. */
  static String inWords(String place, Demand.Need need) {
    return where(place)
        + (need.teams().isEmpty()
            ? ""
            : " and is in " + String.join(" or ", need.teams().stream().sorted().toList()));
  }

  /** A place in words. */
  static String where(String place) {
    return place.equals(Demand.EVERYWHERE) ? "in every context" : "in " + place;
  }

  /** How many of some people could approve in a place. */
  static int count(
      Collection<Authority> people, String place, Set<String> teams, ContextRule rule) {
    return (int)
        people.stream()
            .filter(person -> may(person, place, Set.of(), rule) && isInOne(person, teams))
            .count();
  }

  private ContextRule rule(String place) {
    return place.equals(Demand.EVERYWHERE) ? ContextRule.NONE : callers.rule(place);
  }

  private static boolean isInOne(Authority person, Set<String> teams) {
    return teams.isEmpty() || teams.stream().anyMatch(person.teams()::contains);
  }

  private static boolean may(Authority person, String place, Set<String> owners, ContextRule rule) {
    if (place.equals(Demand.EVERYWHERE)) {
      return person.active()
          && person.reach(ANYTHING, Verb.APPROVE, ObjectKind.PROPOSAL).isEverything();
    }
    if (owners.isEmpty()) {
      return person.mayDo(Ask.of(Verb.APPROVE, ObjectKind.PROPOSAL, place), rule);
    }
    return owners.stream()
        .allMatch(owner ->
            person.mayDo(new Ask(Verb.APPROVE, ObjectKind.PROPOSAL, null, place, owner), rule));
  }
}
