package com.nexus.ssot.gateway;

import com.nexus.ssot.model.net.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;

/** Closes connections of an address that has too many already. Thread-safe. */
final class AddressLimit implements SelectorManager.AcceptListener {
  private final Connections limits;
  private final Map<SelectableChannel, IpAddress> open = new ConcurrentHashMap<>();
  private final Map<IpAddress, Integer> counts = new ConcurrentHashMap<>();

  AddressLimit(Connections limits) {
    this.limits = limits;
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    IpAddress address = addressOf(channel);
    if (address == null || !limits.counts(address)) {
      return;
    }
    IpAddress counted = address.counted();
    open.put(channel, counted);
    if (counts.merge(counted, 1, Integer::sum) > limits.mostPerAddress()) {
      IO.close(channel);
    }
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    forget(channel);
  }

  @Override
  public void onClosed(SelectableChannel channel) {
    forget(channel);
  }

  private void forget(SelectableChannel channel) {
    IpAddress counted = open.remove(channel);
    if (counted != null) {
      counts.computeIfPresent(counted, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private static @Nullable IpAddress addressOf(SelectableChannel channel) {
    try {
      return channel instanceof SocketChannel socket
              && socket.getRemoteAddress() instanceof InetSocketAddress remote
          ? IpAddress.of(remote.getAddress())
          : null;
    } catch (IOException e) {
      return null; // it is closed already
    }
  }
}
