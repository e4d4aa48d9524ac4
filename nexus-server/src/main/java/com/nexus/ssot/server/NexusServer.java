package com.nexus.ssot.server;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The control plane's Spring application. */
@SpringBootApplication
public class NexusServer {}
