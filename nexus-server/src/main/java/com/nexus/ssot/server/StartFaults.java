package com.nexus.ssot.server;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.settings.ServerSettings;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;

/** Says in words why the server could not start. */
final class StartFaults {
  private static final Logger LOG = LoggerFactory.getLogger(StartFaults.class);

  private StartFaults() {}

  /** The fault for whatever stopped the start: Spring wraps the failures of its beans. */
  static RuntimeException of(ServerSettings settings, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Fault fault) {
        return fault;
      }
      if (cause instanceof PortInUseException) {
        return portTaken(settings, cause);
      }
    }
    LOG.error("The server could not start", failure);
    return Fault.of(FaultCode.INTERNAL, "The server could not start; the log says why", failure);
  }

  static Fault portTaken(ServerSettings settings, Throwable failure) {
    String place = settings.host() + ":" + settings.port();
    return switch (failure) {
      case UnknownHostException e ->
          Fault.of(
              FaultCode.SETTING,
              "The host " + settings.host() + " is not known",
              List.of(
                  Cause.at(
                      "API_HOST",
                      "There is no address for it.",
                      "Use an address of this machine, or 0.0.0.0 for all of them.")),
              e);
      case SocketException e when String.valueOf(e.getMessage()).contains("Permission") ->
          Fault.of(
              FaultCode.PORT_IN_USE,
              "Port " + settings.port() + " may be used by root only",
              List.of(
                  Cause.at(
                      "API_PORT", "Ports below 1024 are reserved.", "Use another, such as 8000.")),
              e);
      case SocketException e when String.valueOf(e.getMessage()).contains("assign") ->
          Fault.of(
              FaultCode.SETTING,
              settings.host() + " is not an address of this machine",
              List.of(
                  Cause.at(
                      "API_HOST",
                      "The server can listen only on its own addresses.",
                      "Use one of them, or 0.0.0.0 for all.")),
              e);
      default ->
          Fault.of(
              FaultCode.PORT_IN_USE,
              "Port " + settings.port() + " is taken: another program listens on " + place,
              List.of(
                  Cause.at(
                      "API_PORT",
                      "Two programs cannot listen on one port.",
                      "Stop the other program, or use another port: API_PORT or --port.")),
              failure);
    };
  }
}
