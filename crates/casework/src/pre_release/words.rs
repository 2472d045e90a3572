//! The words of the field, each with the number under which the ledger keeps it.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// Who sees to something.
    PlanOwner {
        0 Prison "The prison";
        1 Community "The community";
        2 Prisoner "The prisoner";
        3 Other "Somebody else";
    }

    /// A report before release.
    ReportKind {
        0 ImmediateNeeds "Immediate needs report";
        1 PreRelease "Pre-release report";
    }

    /// Why something is missing from a pack.
    GapCause {
        0 NotKnownYet "Not known yet, being worked on";
        1 NotSaid "The prisoner has chosen not to say";
        2 TooEarly "Too early, release is far off";
        3 Refused "Asked for, and refused";
        4 CannotBeHad "It cannot be obtained";
        5 StandsAsItIs "It is right as it stands";
    }

    /// How a pack is closed.
    SealedFor {
        0 Words "Six words";
        1 Inbox "Another unit's key";
    }

    /// What became of a pack: one step.
    PackStep {
        0 Sent "Sent";
        1 WordsGiven "Words given";
        2 Received "Received, and the check code is the same";
        3 ReceivedWithQuestions "Received, with questions";
        4 Chased "Chased";
        5 Astray "Went to the wrong place";
        6 Recalled "Called back";
        7 Printed "Printed";
    }

    /// How it went after release.
    Outcome {
        0 AppointmentKept "Came to the first appointment";
        1 AppointmentMissed "Did not come to the first appointment";
        2 Recalled "Was recalled";
        3 SettledHome "Lives in settled accommodation";
        4 UnsettledHome "Lives in accommodation that is not settled";
        5 NoHome "Has nowhere to live";
    }
}
