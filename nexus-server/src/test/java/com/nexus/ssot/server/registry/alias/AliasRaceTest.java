package com.nexus.ssot.server.registry.alias;

import static org.assertj.core.api.Assertions.assertThat;

import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.model.json.Json;
import com.nexus.ssot.server.TestServer;
import com.nexus.ssot.server.registry.Stock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Writes of aliases at the same moment. */
class AliasRaceTest {
  private static final TestServer SERVER = TestServer.shared();
  private static final Stock STOCK = new Stock(SERVER);
  private static final String URL = "https://api.example.com/";

  private final String context = STOCK.context();

  /** A write, and the fault's code when it was refused. */
  private @Nullable FaultCode attempt(String kind, Object body) {
    try {
      STOCK.does(kind, body);
      return null;
    } catch (Fault fault) {
      return fault.code();
    }
  }

  private AliasPatch leadTo(String alias, String target) {
    ObjectNode patch = Json.mapper().createObjectNode();
    patch.put("canonical", target);
    return new AliasPatch(alias, context, patch);
  }

  /** Runs writes at the same moment. */
  private List<@Nullable FaultCode> together(List<Object[]> writes) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(writes.size());
    List<@Nullable FaultCode> codes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<@Nullable FaultCode>> running = new ArrayList<>();
      for (Object[] write : writes) {
        running.add(
            threads.submit(() -> {
              barrier.await();
              return attempt((String) write[0], write[1]);
            }));
      }
      for (Future<@Nullable FaultCode> one : running) {
        codes.add(one.get());
      }
    }
    return codes;
  }

  @Test
  void aliasesThatAreTiedAtTheSameMomentNeverMakeACircle() throws Exception {
    for (int round = 0; round < 15; round++) {
      int size = 2 + round % 3;
      String prefix = "ring-" + round + "-";
      List<Object[]> writes = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        STOCK.alias(context, prefix + i, URL);
        writes.add(new Object[] {"alias.update", leadTo(prefix + i, prefix + (i + 1) % size)});
      }
      List<@Nullable FaultCode> codes = together(writes);
      assertThat(codes.stream().filter(code -> code == FaultCode.CYCLE).count())
          .as("round %d: %s", round, codes)
          .isEqualTo(1);
      assertThat(codes.stream().filter(code -> code == null).count()).isEqualTo(size - 1L);
    }
  }

  @Test
  void aNameIsTakenByOneOfManyAtTheSameMoment() throws Exception {
    for (int round = 0; round < 5; round++) {
      String name = "wanted-" + round;
      List<Object[]> writes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        writes.add(new Object[] {"alias.create", Stock.draft(context, name, URL + i)});
      }
      List<@Nullable FaultCode> codes = together(writes);
      assertThat(codes.stream().filter(code -> code == null).count()).isEqualTo(1);
      assertThat(codes.stream().filter(code -> code == FaultCode.ALREADY_EXISTS).count())
          .as("%s", codes)
          .isEqualTo(5);
    }
  }

  @Test
  void aTargetIsEitherDeletedOrLedToButNeverBoth() throws Exception {
    for (int round = 0; round < 10; round++) {
      String base = "base-" + round;
      String upper = "upper-" + round;
      STOCK.alias(context, base, URL);
      List<@Nullable FaultCode> codes =
          together(
              List.of(
                  new Object[] {"alias.delete", new AliasRetirement(base, context, null)},
                  new Object[] {"alias.create", Stock.draft(context, upper, base)}));
      assertThat(codes)
          .as("round %d", round)
          .isIn(
              java.util.Arrays.asList(FaultCode.IN_USE, null),
              java.util.Arrays.asList(null, FaultCode.DANGLING));
    }
  }

  @Test
  void anAnchorIsEitherDeletedOrLedToButNeverBoth() throws Exception {
    for (int round = 0; round < 10; round++) {
      String anchor = STOCK.anchor(Stock.unique("raced"));
      List<@Nullable FaultCode> codes =
          together(
              List.of(
                  new Object[] {
                    "anchor.delete", new com.nexus.ssot.server.registry.ObjectTarget(anchor)
                  },
                  new Object[] {
                    "alias.create", Stock.draft(context, "to-anchor-" + round, anchor)
                  }));
      assertThat(codes)
          .as("round %d", round)
          .isIn(
              java.util.Arrays.asList(FaultCode.IN_USE, null),
              java.util.Arrays.asList(null, FaultCode.DANGLING));
    }
  }
}
