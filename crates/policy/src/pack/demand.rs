//! What a pack has to hold: a table of everything that is asked for, each with its key, its section, its words and the question that is
//! put where it is missing. When it is asked for and how long it stands are data.

use serde::{Deserialize, Serialize};

use super::constants::{Timing, unread};
use super::look::Look;
use super::rules::{custody, record, release, resettlement};
use crate::figure::Figure;
use crate::rule::Clause;

macro_rules! demands {
    ($($section:literal $variant:ident $name:ident $key:literal $file:ident::$ask:ident $clause:ident
        $called:literal, $missing:literal, $question:literal;)*) => {
        /// Something that a pack has to hold.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Demand {
            $(#[doc = concat!($called, ".")] $variant,)*
        }

        impl Demand {
            /// Everything, in the pack's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its key, which never changes. Where there can be several, a colon and a name follow.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }

            /// The section in which it stands, from 1.
            pub const fn section(self) -> u8 {
                match self { $(Self::$variant => $section,)* }
            }

            /// What it is called.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $called,)* }
            }

            /// What is said where it is missing.
            pub const fn missing(self) -> &'static str {
                match self { $(Self::$variant => $missing,)* }
            }

            /// What is asked where it is missing.
            pub const fn question(self) -> &'static str {
                match self { $(Self::$variant => $question,)* }
            }

            /// Its clause.
            pub const fn clause(self) -> &'static Clause {
                match self { $(Self::$variant => &$file::$clause,)* }
            }

            pub(super) fn ask(self, look: &mut Look<'_>) {
                match self { $(Self::$variant => $file::$ask(look),)* }
            }
        }

        /// When each thing is asked for, and how long it stands.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct Demands {
            $(#[doc = concat!($called, ".")] pub $name: Figure<Timing>,)*
        }

        impl Demands {
            /// When something is asked for, and how long it stands.
            pub const fn of(&self, demand: Demand) -> &Figure<Timing> {
                match demand { $(Demand::$variant => &self.$name,)* }
            }
        }

        impl Default for Demands {
            fn default() -> Self {
                Self { $($name: unread(),)* }
            }
        }
    };
}

demands! {
    1 Crn crn "crn" record::crn IDENTITY "Probation case number (CRN)", "No CRN is recorded.", "Why is there no CRN?";
    1 Pnc pnc "pnc" record::pnc IDENTITY "PNC number", "No PNC number is recorded.", "Why is there no PNC number?";
    1 Com com "com" record::com IDENTITY "Community offender manager", "No community offender manager is named.", "Why is no community offender manager named, and who has been asked?";
    1 ComEmail com_email "com-email" record::com_email IDENTITY "Community offender manager's e-mail address", "The community offender manager has no e-mail address here.", "Why is there no e-mail address for the community offender manager?";

    2 Release release "release" record::release SENTENCE "Release date", "No release date is known.", "Why is there no release date, and which date is planned for?";
    2 LicenceEnd licence_end "licence-end" record::licence_end SENTENCE "End of the licence", "It is not recorded when the licence ends.", "Why is it not known when the licence ends?";
    2 Handover handover "handover" record::handover SENTENCE "Handover date", "There is no handover date.", "Why is there no handover date?";

    3 Rosh rosh "rosh" record::rosh ROSH "Risk of serious harm", "No risk of serious harm is recorded with the day on which it was assessed.", "Why is there no assessment of the risk of serious harm?";
    3 Tier tier "tier" record::tier TIER "Tier", "No tier is recorded.", "Why is there no tier?";
    3 Mappa mappa "mappa" record::mappa MAPPA "Whether MAPPA applies", "It is not recorded whether MAPPA applies.", "Why is it not known whether MAPPA applies?";
    3 MappaLevel mappa_level "mappa-level" record::mappa_level MAPPA_LEVEL "MAPPA level", "MAPPA applies, and no level is set.", "Why is no MAPPA level set, and when is it to be?";
    3 MappaReview mappa_review "mappa-review" record::mappa_review MAPPA_LEVEL "MAPPA review", "The day of the MAPPA review has passed.", "Was MAPPA reviewed, and what came of it?";
    3 RiskNow risk_now "risk-now" record::risk_now RISK_WORDS "The risk in words", "Nobody has put the risk into words: who is at risk of what, and when.", "Why is the risk not put into words?";
    3 Oasys oasys "oasys" record::oasys OASYS "OASys", "No OASys is recorded as completed.", "Why is there no OASys?";
    3 OasysReview oasys_review "oasys-review" record::oasys_review OASYS_REVIEW "OASys, reviewed for the handover", "The OASys was not reviewed for this handover.", "Why was the OASys not reviewed for the handover?";
    3 PoliceCheck police_check "police-check" record::police_check CHECKS "Police check, domestic abuse", "Nobody has asked the police what they know.", "Why were the police not asked?";

    4 Plan plan "plan" custody::plan PLAN "Sentence plan", "No sentence plan is recorded.", "Why is there no sentence plan?";
    4 Objective objective "objective" custody::objective WORK "Objectives of the sentence plan", "No objective of the sentence plan is named.", "What was worked on, and what came of it?";
    4 Programme programme "programme" custody::programme WORK "Programmes", "It is not said what came of it, or why not.", "What came of the programme, or why was it not done?";
    4 Adjudications adjudications "adjudications" custody::adjudications CONDUCT "Adjudications, last 12 months", "Nobody has said whether there were adjudications.", "Why is nothing said of adjudications?";
    4 CourtReport court_report "court-report" custody::court_report COURT "Court report", "Nobody has said where the court report is, or that there is none.", "Where is the court report, or why is there none?";

    5 HealthConsent health_consent "health-consent" custody::health_consent CONSENT "Consent to share health matters", "It is not recorded whether health matters may be shared.", "Why is consent to share not answered?";
    5 SelfHarm self_harm "self-harm" custody::self_harm SELF_HARM "Self-harm and suicide", "There is, or may be, an ACCT or an alert, and nothing is said of self-harm.", "What does the COM have to know about self-harm?";

    6 KeyWork key_work "key-work" custody::key_work KEY_WORK "Key work", "No key-work session is recorded.", "Why was there no key work?";
    6 Strengths strengths "strengths" custody::own_words OWN_WORDS "Their strengths, as they see them", "Their strengths are not here in their own words.", "Why are their strengths not here in their own words?";
    6 Worries worries "worries" custody::own_words OWN_WORDS "Their worries, as they see them", "Their worries are not here in their own words.", "Why are their worries not here in their own words?";
    6 Goals goals "goals" custody::own_words OWN_WORDS "Their goals, as they see them", "Their goals are not here in their own words.", "Why are their goals not here in their own words?";

    7 ImmediateNeeds immediate_needs "immediate-needs" resettlement::immediate_needs REPORTS "Immediate-needs report", "No immediate-needs report is recorded.", "Why is there no immediate-needs report?";
    7 PreReleaseReport pre_release_report "pre-release-report" resettlement::pre_release_report REPORTS "Pre-release report", "No pre-release report was made for this release.", "Why is there no pre-release report?";
    7 PathwayAccommodation pathway_accommodation "pathway-accommodation" resettlement::pathway PATHWAY "Pathway: accommodation", "This pathway has no status.", "Accommodation: what is needed, and who sees to it?";
    7 PathwayAttitudes pathway_attitudes "pathway-attitudes" resettlement::pathway PATHWAY "Pathway: attitudes, thinking and behaviour", "This pathway has no status.", "Attitudes, thinking and behaviour: what is needed, and who sees to it?";
    7 PathwayFamily pathway_family "pathway-family" resettlement::pathway PATHWAY "Pathway: children, families and communities", "This pathway has no status.", "Children, families and communities: what is needed, and who sees to it?";
    7 PathwayDrugs pathway_drugs "pathway-drugs" resettlement::pathway PATHWAY "Pathway: drugs and alcohol", "This pathway has no status.", "Drugs and alcohol: what is needed, and who sees to it?";
    7 PathwayWork pathway_work "pathway-work" resettlement::pathway PATHWAY "Pathway: education, skills and work", "This pathway has no status.", "Education, skills and work: what is needed, and who sees to it?";
    7 PathwayMoney pathway_money "pathway-money" resettlement::pathway PATHWAY "Pathway: finance and ID", "This pathway has no status.", "Finance and ID: what is needed, and who sees to it?";
    7 PathwayHealth pathway_health "pathway-health" resettlement::pathway PATHWAY "Pathway: health", "This pathway has no status.", "Health: what is needed, and who sees to it?";

    8 ReleaseAddress release_address "release-address" resettlement::release_address ADDRESS "Address on release", "No address on release is recorded.", "Why is there no release address?";
    8 DutyToRefer duty_to_refer "duty-to-refer" resettlement::duty_to_refer REFER "Duty to refer", "There is nowhere to live yet, and nobody was referred to.", "Why was no referral made?";
    8 ApprovedPremises approved_premises "approved-premises" resettlement::approved_premises PREMISES "Approved premises", "Approved premises are planned, and not applied for.", "Why were approved premises not applied for?";

    9 BankAccount bank_account "bank-account" resettlement::bank_account MONEY "Bank account", "There is no bank account, and none was applied for.", "Why is there no bank account?";
    9 IdDocument id_document "id-document" resettlement::id_document IDENTIFICATION "Identity document", "There is no identity document, and none was applied for.", "Why is there no identity document?";
    9 Benefits benefits "benefits" resettlement::benefits MONEY "Universal Credit", "No appointment for Universal Credit is arranged.", "Why is there no appointment for Universal Credit?";

    10 Safeguarding safeguarding "safeguarding" resettlement::safeguarding SAFEGUARDING "Children's safeguarding", "There is, or may be, an alert about children, and nothing is said of safeguarding.", "What do children's services say, or why is it not known?";
    10 ChildrenCheck children_check "children-check" record::children_check CHECKS "Children's services check", "Nobody has asked children's services what they know.", "Why were children's services not asked?";

    11 VictimScheme victim_scheme "victim-scheme" release::victim_scheme VICTIMS "Victim Contact Scheme", "It is not recorded whether the Victim Contact Scheme applies.", "Why is it not known whether the Victim Contact Scheme applies?";
    11 Vlo vlo "vlo" release::vlo VLO "Victim liaison officer", "The Victim Contact Scheme applies, and no victim liaison officer is known.", "Whom does the COM ask about the victim liaison officer? No names of victims and no places.";

    12 LicenceCondition licence_condition "licence-condition" release::licence_condition CONDITIONS "Licence conditions asked for", "No licence condition is asked for, and nobody said that none is.", "Which conditions are asked for and why, or why is none?";

    13 ReleaseTime release_time "release-time" release::arranged RELEASE_DAY "Time and place of release", "It is not arranged when and where they are released.", "Why is the time of release not known?";
    13 Collection collection "collection" release::known RELEASE_DAY "Who collects them", "It is not known who collects them, or how they travel.", "Why is it not known how they travel?";
    13 FirstAppointment first_appointment "first-appointment" release::first_appointment APPOINTMENT "First appointment", "No first appointment is arranged.", "Why is there no first appointment?";
    13 Medication medication "medication" release::known RELEASE_DAY "Medication on the day", "It is not known which medication they carry.", "Why is it not known which medication they carry?";
    13 Phone phone "phone" release::known RELEASE_DAY "Telephone", "It is not known how they can be rung.", "How can they be rung, or why is it not known?";

    14 Actions actions "actions" release::actions ACTIONS "Open actions", "Not every open action has an owner and a date.", "Who sees to the open actions, and by when?";
    14 HandoverMeeting handover_meeting "handover-meeting" release::handover_meeting MEETING "Handover meeting", "No handover meeting was held or called for this handover.", "Why was there no handover meeting?";
    14 ComContacts com_contacts "com-contacts" release::com_contacts CONTACTS "Contacts with the community offender manager", "The community offender manager has seen them less often than expected.", "Why did the community offender manager see them so seldom?";

    15 Trigger trigger "trigger" release::trigger TRIGGERS "Signs that risk is rising", "The risk is high, and no sign of its rising is named.", "What would show that risk is rising, and what is to be done then?";

    1 Conflict conflict "conflict" record::conflict CONFLICT "A value on which two records disagree", "Two records disagree, and nobody has decided.", "Which of the two values is right? Decide on it in the record: a pack cannot explain it.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_tell_them_apart_and_the_sections_are_in_order() {
        for demand in Demand::ALL {
            let key = demand.key();
            assert_eq!(Demand::ALL.iter().filter(|other| other.key() == key).count(), 1, "{key}");
            assert!(demand.question().contains('?') && demand.missing().ends_with('.'), "{key}");
        }
        let sections: Vec<u8> = Demand::ALL.iter().map(|demand| demand.section()).collect();
        let (conflict, others) = sections.split_last().unwrap();
        assert!(others.is_sorted() && *conflict == 1);
        assert!((1..=15).all(|section| sections.contains(&section)));
    }

    /// A reader who looks for a verdict on the whole finds none: only which items stand.
    #[test]
    fn no_words_say_that_a_pack_is_complete() {
        for demand in Demand::ALL {
            let said = format!("{} {} {}", demand.words(), demand.missing(), demand.clause().words).to_lowercase();
            assert!(!said.replace("completed", "").contains("complete"), "{said}");
        }
    }
}
