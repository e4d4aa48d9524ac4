package com.nexus.ssot.server.gateway;

import com.nexus.ssot.gateway.Gateway;
import com.nexus.ssot.gateway.ResolveMetrics;
import com.nexus.ssot.gateway.ResolveMetrics.Outcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Shows what the data plane counted. */
@Component
final class ResolveMeters implements MeterBinder {
  private final Gateway gateway;

  ResolveMeters(Gateway gateway) {
    this.gateway = gateway;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    ResolveMetrics metrics = gateway.metrics();
    metrics.onNewContext(context -> bind(registry, context));
    metrics.contexts().forEach(context -> bind(registry, context));
    Gauge.builder("gateway.names", gateway, Gateway::size)
        .description("Names in memory, retired ones included")
        .register(registry);
    if (registry instanceof PrometheusMeterRegistry prometheus) {
      Collector durations = () -> durations(metrics);
      prometheus.getPrometheusRegistry().register(durations);
    }
  }

  private void bind(MeterRegistry registry, String context) {
    for (Outcome outcome : Outcome.values()) {
      FunctionCounter.builder(
              "alias.resolutions", gateway.metrics(), counts -> counts.count(context, outcome))
          .description("Answers to what a name means, by context and outcome")
          .tag("context", context)
          .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private static MetricSnapshot durations(ResolveMetrics metrics) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    double[] bounds = ResolveMetrics.bounds();
    long before = 0;
    for (int i = 0; i < bounds.length; i++) {
      long within = metrics.countWithin(i);
      buckets.bucket(bounds[i], within - before);
      before = within;
    }
    buckets.bucket(Double.POSITIVE_INFINITY, Math.max(0, metrics.count() - before));
    return new HistogramSnapshot(
        new MetricMetadata("alias_resolution_duration_seconds", "Time to answer what a name means"),
        List.of(
            new HistogramSnapshot.HistogramDataPointSnapshot(
                buckets.build(), metrics.totalSeconds(), Labels.EMPTY, null, 0L)));
  }
}
