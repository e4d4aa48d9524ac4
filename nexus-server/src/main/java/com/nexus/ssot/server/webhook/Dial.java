package com.nexus.ssot.server.webhook;

import com.nexus.ssot.model.api.WebhookOutcome;
import com.nexus.ssot.model.net.EgressRules;
import com.nexus.ssot.model.net.IpAddress;
import com.nexus.ssot.model.net.WebAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Connects to where somebody's address leads, if that is allowed. The name is looked up once, every
 * address that was found must be allowed, and the connection goes to one of them: what the name
 * leads to a moment later does not matter. Thread-safe.
 */
final class Dial {
  private static final String THIS_MACHINE = "localhost";

  private final Names names;
  private final EgressRules rules;
  private final Duration patience;

  /**
   * @param patience for the lookup, and again for connecting
   */
  Dial(Names names, EgressRules rules, Duration patience) {
    this.names = names;
    this.rules = rules;
    this.patience = patience;
  }

  /** Whether an address is written as one of this machine. */
  static boolean isThisMachine(WebAddress address) {
    return address.host().equals(THIS_MACHINE)
        || address.literal().filter(IpAddress::isLoopback).isPresent();
  }

  /** A connection; the caller closes it. */
  Socket connect(WebAddress address) throws Failed, InterruptedException {
    List<InetAddress> found = allowed(address);
    long end = System.nanoTime() + patience.toNanos();
    Failed last = new Failed(WebhookOutcome.UNREACHABLE);
    for (InetAddress one : found) {
      int left = (int) Math.min(Integer.MAX_VALUE, (end - System.nanoTime()) / 1_000_000);
      if (left <= 0) {
        throw new Failed(WebhookOutcome.TIMEOUT);
      }
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(one, address.port()), left);
        socket.setTcpNoDelay(true);
        return socket;
      } catch (SocketTimeoutException e) {
        last = new Failed(WebhookOutcome.TIMEOUT, e);
      } catch (IOException e) {
        last = new Failed(WebhookOutcome.UNREACHABLE, e);
      }
      close(socket);
    }
    throw last;
  }

  private List<InetAddress> allowed(WebAddress address) throws Failed, InterruptedException {
    Optional<IpAddress> literal = address.literal();
    List<InetAddress> found =
        literal.isPresent()
            ? List.of(literal.get().inet())
            : names.addresses(address.host(), patience);
    for (InetAddress one : found) {
      IpAddress checked = IpAddress.of(one);
      boolean plain = !address.isSecure() && !checked.isLoopback();
      if (plain || !rules.allow(address.bareHost(), checked)) {
        throw new Failed(WebhookOutcome.EGRESS_DENIED);
      }
    }
    return found;
  }

  /** Closes what may be broken already. */
  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // Nobody reads or writes it any more.
    }
  }
}
