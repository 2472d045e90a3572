//! What it means that a server was caught at something, for an administrator who has to decide what to do.

/// By the word of the detection, as docs/sync.md lists them.
pub(super) fn alarm(kind: &str) -> &'static str {
    match kind {
        "altered" => {
            "What it gave is not what the computer that wrote it had sealed. It was not taken: nothing in the record has changed by it."
        }
        "missing" | "unfilled" => {
            "It keeps back entries of which it had said that it holds them. What is here stays here. Once this is settled, whichever computer has them sends them again."
        }
        "withheld" | "went-back" => {
            "It shows less than it had shown before. A server that was restored from an old backup does that, and so does one that hides something."
        }
        "forked" | "control-forked" => {
            "It has told two computers two different stories. A broken disk does not do that: there are two servers where one should be, or it is not honest."
        }
        "reordered" | "repeated" => "It does not give entries in the order that it signed. Nothing of that was taken.",
        "foreign-unit" => "It gave something of another unit as this unit’s. Nothing of that was taken.",
        "other-key" => {
            "It does not sign as the server that this unit was connected to. It may be another machine under the same address."
        }
        "ghost-member" => {
            "It gave something in the name of a computer or an administrator that this unit does not know. It was not taken."
        }
        "stale-control" => {
            "It shows an older list of who is in the unit than it had shown: somebody who was revoked may still be on it."
        }
        "bad-snapshot" => {
            "What makes it quick to set up a new computer was not as its author had signed it. It was not taken: the computer reads everything instead."
        }
        _ => "Look at the evidence with whoever runs the server.",
    }
}

#[cfg(test)]
mod tests {
    use super::alarm;

    #[test]
    fn every_detection_says_what_it_means() {
        const DETECTIONS: [&str; 14] = [
            "altered",
            "missing",
            "unfilled",
            "withheld",
            "reordered",
            "went-back",
            "forked",
            "repeated",
            "foreign-unit",
            "other-key",
            "ghost-member",
            "stale-control",
            "control-forked",
            "bad-snapshot",
        ];
        for detection in DETECTIONS {
            assert_ne!(alarm(detection), alarm("of-a-later-version"), "{detection}");
        }
    }
}
