package com.nexus.ssot.server.settings;

import com.nexus.ssot.model.fault.Cause;
import com.nexus.ssot.model.fault.Fault;
import com.nexus.ssot.model.fault.FaultCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of keys that an installation makes for itself, readable by its owner only. */
public final class KeyFolder {
  private static final int BYTES = 32;
  private static final FileAttribute<?> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final Logger LOG = LoggerFactory.getLogger(KeyFolder.class);

  private final Path folder;

  /** The keys of an installation with this data folder. */
  public KeyFolder(Path dataDir) {
    this.folder = dataDir.resolve("keys");
  }

  /** Whether the key was made before. */
  public boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  /** The 32 bytes of a key; made and stored the first time they are asked for. */
  public byte[] key(String name) {
    Path file = folder.resolve(name);
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      return read(file);
    } catch (IOException e) {
      throw Fault.of(
          FaultCode.DATA_DIR,
          "The key file " + file + " cannot be read or written: " + Reason.of(e),
          List.of(
              Cause.at(
                  "NEXUS_DATA_DIR",
                  "The data folder must be writable by the user that runs the server.",
                  "Correct its owner, or set NEXUS_DATA_DIR to another folder.")),
          e);
    }
  }

  /** Writes beside the target and moves, so that a half written key is never taken for a key. */
  private void create(Path file) throws IOException {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Files.createDirectories(folder, OWNER_ONLY_FOLDER);
    Path fresh = Files.createTempFile(folder, file.getFileName() + ".", ".new", OWNER_ONLY_FILE);
    try {
      Files.writeString(
          fresh, Base64.getEncoder().encodeToString(key) + "\n", StandardCharsets.US_ASCII);
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      // Another server made it meanwhile: its key counts.
      return;
    } catch (UnsupportedOperationException e) {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Warned of only: on some volumes modes cannot be chosen. */
  private static void warnOfReaders(Path file) throws IOException {
    try {
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        LOG.warn("Others on this machine can read the key file {}; chmod 600 keeps them out", file);
      }
    } catch (UnsupportedOperationException _) {
      // Such a file system has no modes.
    }
  }

  private static byte[] read(Path file) throws IOException {
    warnOfReaders(file);
    byte[] key;
    try {
      key = Base64.getDecoder().decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
    } catch (IllegalArgumentException e) {
      key = new byte[0];
    }
    if (key.length != BYTES) {
      throw Fault.of(
          FaultCode.SETTING,
          "The key file " + file + " is damaged: it must hold 32 bytes in base64",
          List.of(
              Cause.at(
                  file.toString(),
                  "What was protected with this key needs the same key again.",
                  "Restore the file from a backup; without one, move it away and a new key is"
                      + " made.")));
    }
    return key;
  }
}
