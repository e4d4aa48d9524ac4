package com.nexus.ssot.server.db;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import com.nexus.ssot.server.settings.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder with the embedded database, locked for one server. The lock is the operating system's
 * and ends with the process, however that ends.
 */
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /** Makes the folder if there is none and locks it. */
  static DataFolder lock(Path path) {
    Path file = path.resolve("nexus.lock");
    try {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      // Not truncated on opening: the number in it belongs to whoever holds the lock.
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw inUse(path, Files.readString(file).strip());
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
      return new DataFolder(path, channel, lock);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path path() {
    return path;
  }

  static Fault unusable(Path path, IOException e) {
    return unusable(path, "NEXUS_DATA_DIR", "its database and keys", e);
  }

  /** A folder of which the setting is given, with what is kept there. */
  static Fault unusable(Path path, String setting, String content, IOException e) {
    return Fault.of(
        FaultCode.DATA_DIR,
        "The folder " + path + " cannot be used: " + Reason.of(e),
        List.of(
            Cause.at(
                setting,
                "The server keeps " + content + " there and must be able to write to it.",
                "Correct the owner and permissions of "
                    + path
                    + ", free space on its disk, or set "
                    + setting
                    + " to another folder.")),
        e);
  }

  private static Fault inUse(Path path, String pid) {
    String who = pid.isEmpty() ? "another process" : "process " + pid;
    return Fault.of(
        FaultCode.DATA_DIR_IN_USE,
        "The data folder " + path + " is in use by " + who,
        List.of(
            Cause.at(
                "NEXUS_DATA_DIR",
                "Another Nexus server runs on this data folder.",
                "Stop "
                    + who
                    + ", or give this server its own folder with NEXUS_DATA_DIR. Several servers"
                    + " share data through DATABASE_URL.")));
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }
}
