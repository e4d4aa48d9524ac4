package com.nexus.ssot.server.registry.importing;

import com.nexus.ssot.model.api.ImportReport.State;
import com.nexus.ssot.server.change.Operation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One operation of an import of rows.
 *
 * @param row what it is for; its result is told there
 * @param operation made when it is its turn, so that content is not held before
 * @param waits whether it stands in a context where people must approve it
 */
record ImportStep(Result row, Supplier<Operation> operation, boolean waits) {

  /** What became of a row. Changed by one thread. */
  static final class Result {
    private final ExportReader.Line line;
    private final String name;
    private State state;
    private @Nullable String message;

    Result(ExportReader.Line line, String name, State state, @Nullable String message) {
      this.line = line;
      this.name = name;
      this.state = state;
      this.message = message;
    }

    ExportReader.Line line() {
      return line;
    }

    String name() {
      return name;
    }

    State state() {
      return state;
    }

    @Nullable String message() {
      return message;
    }

    void set(State newState, @Nullable String newMessage) {
      state = newState;
      message = newMessage;
    }
  }
}
