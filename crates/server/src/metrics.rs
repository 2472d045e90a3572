//! What is counted, for the operator. No unit, no device and no address is a label: their number has no bound.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

/// What a request was and how it went.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Call {
    /// The route, with names in the place of identifiers.
    route: String,
    method: String,
    status: u16,
}

/// Everything that is counted.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Call, Counter>,
    seconds: Histogram,
    entries: Counter,
    together: Histogram,
    waiting: Gauge,
    connections: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("throughcare");
        let requests = Family::<Call, Counter>::default();
        registry.register("requests", "Requests answered", requests.clone());
        // 1 ms to 16 s
        let seconds = Histogram::new(exponential_buckets(0.001, 2.0, 15));
        registry.register(
            "request_seconds",
            "How long answers took, without those that wait for events",
            seconds.clone(),
        );
        let entries: Counter = Counter::default();
        registry.register("entries", "Entries kept", entries.clone());
        let together = Histogram::new(exponential_buckets(1.0, 2.0, 8));
        registry.register("kept_together", "How many pushes were kept in one transaction", together.clone());
        let waiting: Gauge = Gauge::default();
        registry.register("waiting", "Devices that wait for events", waiting.clone());
        let connections: Gauge = Gauge::default();
        registry.register("connections", "Connections that are open", connections.clone());
        Self { registry, requests, seconds, entries, together, waiting, connections }
    }
}

impl Metrics {
    /// A request was answered.
    pub(crate) fn answered(&self, route: &str, method: &str, status: u16, took: Option<Duration>) {
        let call = Call { route: route.to_owned(), method: method.to_owned(), status };
        self.requests.get_or_create(&call).inc();
        if let Some(took) = took {
            self.seconds.observe(took.as_secs_f64());
        }
    }

    /// Entries were kept.
    pub(crate) fn filed(&self, entries: u64) {
        self.entries.inc_by(entries);
    }

    /// So many pushes went into one transaction.
    pub(crate) fn filed_together(&self, pushes: usize) {
        self.together.observe(f64::from(u32::try_from(pushes).unwrap_or(u32::MAX)));
    }

    /// A device waits for events, until what is returned is dropped.
    pub(crate) fn waits(&self) -> Counted {
        Counted::new(&self.waiting)
    }

    /// A connection is open, until what is returned is dropped.
    pub(crate) fn connected(&self) -> Counted {
        Counted::new(&self.connections)
    }

    /// All of it, in the form that Prometheus reads.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to memory cannot fail.
        let _: Result<(), _> = encode(&mut text, &self.registry);
        text
    }
}

/// One of those that a gauge counts.
pub(crate) struct Counted(Gauge);

impl Counted {
    fn new(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}

#[cfg(test)]
mod tests {
    use super::Metrics;

    #[test]
    fn what_happened_is_counted() {
        let metrics = Metrics::default();
        metrics.filed(3);
        metrics.answered("/v1/units/{unit}/head", "GET", 200, None);
        let waits = metrics.waits();
        assert!(metrics.text().contains("throughcare_entries_total 3"));
        assert!(metrics.text().contains("throughcare_waiting 1"));
        assert!(metrics.text().contains(r#"route="/v1/units/{unit}/head",method="GET",status="200""#));
        drop(waits);
        assert!(metrics.text().contains("throughcare_waiting 0"));
    }
}
