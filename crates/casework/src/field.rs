//! The facts that a case holds about a person in custody: one table with each field's name in the prison system, the kind
//! of value it takes and what happens when two people change it without having seen each other's change.
//! Which value stands is folded in `person`; where a value came from is in `fact`.

use std::fmt;

use minicbor::{Decode, Encode};

/// The kind of value that a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words, or a code of a list.
    Text,
    /// A calendar date.
    Date,
    /// A whole number.
    Integer,
    /// Yes or no.
    Flag,
    /// A list or an object of the prison system, kept whole as JSON.
    Document,
}

/// What happens when two people write a field without having seen each other's change. In every case but `Latest` both
/// values are kept, a conflict is raised, and the safer one stands until a person settles it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// No legal weight: the later one stands and the earlier one stays in the history.
    Latest,
    /// A deadline: the earlier date stands.
    Earlier,
    /// A risk: the one further up the list stands.
    Higher(&'static [&'static str]),
    /// Legal weight, but neither value is safer: the later one stands while the conflict is open.
    Either,
}

/// Which part of the case file a field belongs to; also the order in which changes are listed, dates first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Dates of the sentence.
    Dates,
    /// Sentence, status, category, incentive, alerts.
    Custody,
    /// Where the person is.
    Location,
    /// Risk and management levels, and the community offender manager.
    Risk,
    /// Who the person is.
    Identity,
}

/// The order of risk of serious harm.
pub const ROSH_LEVELS: &[&str] = &["LOW", "MEDIUM", "HIGH", "VERY_HIGH"];
/// The order of MAPPA levels.
pub const MAPPA_LEVELS: &[&str] = &["1", "2", "3"];
/// The order of complexity of need.
pub const COMPLEXITY_LEVELS: &[&str] = &["low", "medium", "high"];
/// Security categories of men, women and young people, least secure first.
pub const CATEGORIES: &[&str] = &["T", "J", "D", "S", "R", "I", "C", "X", "Z", "U", "B", "Q", "V", "P", "A", "E", "H"];

macro_rules! fields {
    ($($number:literal $variant:ident $name:literal $kind:ident $group:ident $merge:expr, $label:literal;)*) => {
        /// A known field. Its number is what the ledger stores and never changes; a retired number is never used again.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum Field {
            $(#[doc = concat!($label, " (`", $name, "`).")] $variant = $number,)*
        }

        impl Field {
            /// Every field, in the order of the table.
            pub const ALL: &'static [Field] = &[$(Field::$variant,)*];

            /// The number in the ledger.
            pub const fn number(self) -> u16 {
                self as u16
            }

            /// The field with a number, if this version of the software knows it.
            pub const fn from_number(number: u16) -> Option<Self> {
                match number {
                    $($number => Some(Field::$variant),)*
                    _ => None,
                }
            }

            /// The key in the prison system's documents.
            pub const fn name(self) -> &'static str {
                match self { $(Field::$variant => $name,)* }
            }

            /// The field with a key of the prison system.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Field::$variant),)*
                    _ => None,
                }
            }

            /// The words that a screen shows.
            pub const fn label(self) -> &'static str {
                match self { $(Field::$variant => $label,)* }
            }

            /// The kind of value.
            pub const fn kind(self) -> Kind {
                match self { $(Field::$variant => Kind::$kind,)* }
            }

            /// The part of the case file.
            pub const fn group(self) -> Group {
                match self { $(Field::$variant => Group::$group,)* }
            }

            /// What two concurrent writers get.
            pub const fn merge(self) -> Merge {
                match self { $(Field::$variant => $merge,)* }
            }
        }
    };
}

use Merge::{Earlier, Either, Higher, Latest};

fields! {
    1 Title "title" Text Identity Latest, "Title";
    2 FirstName "firstName" Text Identity Latest, "First name";
    3 MiddleNames "middleNames" Text Identity Latest, "Middle names";
    4 LastName "lastName" Text Identity Latest, "Last name";
    5 DateOfBirth "dateOfBirth" Date Identity Either, "Date of birth";
    6 Gender "gender" Text Identity Latest, "Gender";
    7 Ethnicity "ethnicity" Text Identity Latest, "Ethnicity";
    8 RaceCode "raceCode" Text Identity Latest, "Ethnicity code";
    9 MaritalStatus "maritalStatus" Text Identity Latest, "Marital status";
    10 Religion "religion" Text Identity Latest, "Religion";
    11 Nationality "nationality" Text Identity Latest, "Nationality";
    12 Smoker "smoker" Text Identity Latest, "Smoker";
    13 YouthOffender "youthOffender" Flag Identity Latest, "Young person";
    14 PncNumber "pncNumber" Text Identity Latest, "PNC number";
    15 PncCanonicalShort "pncNumberCanonicalShort" Text Identity Latest, "PNC number, short form";
    16 PncCanonicalLong "pncNumberCanonicalLong" Text Identity Latest, "PNC number, long form";
    17 CroNumber "croNumber" Text Identity Latest, "CRO number";
    18 BookingId "bookingId" Text Identity Latest, "Booking";
    19 BookNumber "bookNumber" Text Identity Latest, "Book number";
    20 PersonalCareNeeds "personalCareNeeds" Document Identity Latest, "Personal care needs";
    21 Languages "languages" Document Identity Latest, "Languages";
    22 FacialImage "currentFacialImageId" Text Identity Latest, "Photograph";
    23 MilitaryRecord "militaryRecord" Flag Identity Latest, "Served in the armed forces";
    24 Aliases "aliases" Document Identity Latest, "Aliases";
    25 Addresses "addresses" Document Identity Latest, "Addresses";
    26 EmailAddresses "emailAddresses" Document Identity Latest, "Email addresses";
    27 PhoneNumbers "phoneNumbers" Document Identity Latest, "Telephone numbers";
    28 Identifiers "identifiers" Document Identity Latest, "Identifiers";
    29 Crn "crn" Text Identity Latest, "Probation case number (CRN)";

    40 Status "status" Text Location Latest, "Status";
    41 InOutStatus "inOutStatus" Text Location Latest, "In or out";
    42 PrisonId "prisonId" Text Location Latest, "Prison";
    43 PrisonName "prisonName" Text Location Latest, "Prison name";
    44 LastPrisonId "lastPrisonId" Text Location Latest, "Last prison";
    45 PreviousPrisonId "previousPrisonId" Text Location Latest, "Previous prison";
    46 PreviousPrisonLeavingDate "previousPrisonLeavingDate" Date Location Latest, "Left previous prison";
    47 CellLocation "cellLocation" Text Location Latest, "Cell";
    48 LocationDescription "locationDescription" Text Location Latest, "Location";
    49 LastMovementType "lastMovementTypeCode" Text Location Latest, "Last movement";
    50 LastMovementReason "lastMovementReasonCode" Text Location Latest, "Reason of last movement";
    51 LastMovementDate "lastMovementDate" Date Location Latest, "Date of last movement";
    52 RestrictedPatient "restrictedPatient" Flag Location Latest, "Restricted patient";
    53 SupportingPrisonId "supportingPrisonId" Text Location Latest, "Supporting prison";
    54 DischargedHospitalId "dischargedHospitalId" Text Location Latest, "Hospital code";
    55 DischargedHospital "dischargedHospitalDescription" Text Location Latest, "Hospital";
    56 DischargeDate "dischargeDate" Date Location Latest, "Discharged to hospital";
    57 DischargeDetails "dischargeDetails" Text Location Latest, "Discharge details";

    60 Category "category" Text Custody Higher(CATEGORIES), "Category";
    61 Csra "csra" Text Custody Latest, "Cell sharing risk";
    62 ComplexityOfNeed "complexityOfNeedLevel" Text Custody Higher(COMPLEXITY_LEVELS), "Complexity of need";
    63 LegalStatus "legalStatus" Text Custody Either, "Legal status";
    64 ImprisonmentStatus "imprisonmentStatus" Text Custody Either, "Imprisonment status";
    65 ImprisonmentStatusDescription "imprisonmentStatusDescription" Text Custody Latest, "Imprisonment status in words";
    66 ConvictedStatus "convictedStatus" Text Custody Latest, "Convicted";
    67 MostSeriousOffence "mostSeriousOffence" Text Custody Latest, "Most serious offence";
    68 Recall "recall" Flag Custody Either, "Recalled";
    69 Indeterminate "indeterminateSentence" Flag Custody Either, "Indeterminate sentence";
    70 Incentive "currentIncentive" Document Custody Latest, "Incentive level";
    71 Alerts "alerts" Document Custody Latest, "Alerts";
    72 Offences "allConvictedOffences" Document Custody Latest, "Convicted offences";
    73 AdditionalDaysAwarded "additionalDaysAwarded" Integer Custody Either, "Additional days awarded";
    74 CategoryApproved "categoryApprovalDate" Date Custody Latest, "Category approved";
    75 CategoryAssessed "categoryAssessmentDate" Date Custody Latest, "Category assessed";
    76 OtherIndeterminate "otherIndeterminateSentence" Flag Custody Either, "Another indeterminate sentence";
    77 OtherIndeterminateStart "otherIndeterminateSentenceStart" Date Custody Either, "Start of the other indeterminate sentence";

    80 SentenceStart "sentenceStartDate" Date Dates Either, "Sentence start";
    81 Release "releaseDate" Date Dates Earlier, "Release date";
    82 ConfirmedRelease "confirmedReleaseDate" Date Dates Earlier, "Confirmed release date";
    83 SentenceExpiry "sentenceExpiryDate" Date Dates Earlier, "Sentence expiry";
    84 LicenceExpiry "licenceExpiryDate" Date Dates Earlier, "Licence expiry";
    85 HdcEligibility "homeDetentionCurfewEligibilityDate" Date Dates Earlier, "Home detention curfew eligibility";
    86 HdcActual "homeDetentionCurfewActualDate" Date Dates Earlier, "Home detention curfew approved date";
    87 HdcEnd "homeDetentionCurfewEndDate" Date Dates Earlier, "Home detention curfew end";
    88 TopupSupervisionStart "topupSupervisionStartDate" Date Dates Earlier, "Top-up supervision start";
    89 TopupSupervisionExpiry "topupSupervisionExpiryDate" Date Dates Earlier, "Top-up supervision expiry";
    90 NonDtoRelease "nonDtoReleaseDate" Date Dates Earlier, "Release date other than DTO";
    91 NonDtoReleaseType "nonDtoReleaseDateType" Text Dates Latest, "Type of release date";
    92 Reception "receptionDate" Date Dates Latest, "Reception";
    93 LastAdmission "lastAdmissionDate" Date Dates Latest, "Admitted to this prison";
    94 ParoleEligibility "paroleEligibilityDate" Date Dates Earlier, "Parole eligibility";
    95 AutomaticRelease "automaticReleaseDate" Date Dates Earlier, "Automatic release";
    96 PostRecallRelease "postRecallReleaseDate" Date Dates Earlier, "Post-recall release";
    97 ConditionalRelease "conditionalReleaseDate" Date Dates Earlier, "Conditional release";
    98 NonParole "nonParoleDate" Date Dates Earlier, "Non-parole date";
    99 ActualParole "actualParoleDate" Date Dates Earlier, "Approved parole date";
    100 Tariff "tariffDate" Date Dates Earlier, "Tariff";
    101 RotlEligibility "releaseOnTemporaryLicenceDate" Date Dates Earlier, "Release on temporary licence eligibility";
    102 EarlyRemoval "earlyRemovalSchemeEligibilityDate" Date Dates Earlier, "Early removal scheme eligibility";
    103 EarlyTerm "earlyTermDate" Date Dates Earlier, "Early term date";
    104 MidTerm "midTermDate" Date Dates Earlier, "Mid-term date";
    105 LateTerm "lateTermDate" Date Dates Earlier, "Late term date";
    106 TargetHearing "targetHearingDate" Date Dates Earlier, "Target parole hearing";

    120 Rosh "roshLevel" Text Risk Higher(ROSH_LEVELS), "Risk of serious harm";
    121 RoshAssessed "roshAssessedDate" Date Risk Latest, "Risk of serious harm assessed";
    122 Tier "tier" Text Risk Either, "Tier";
    123 MappaCategory "mappaCategory" Text Risk Either, "MAPPA category";
    124 MappaLevel "mappaLevel" Text Risk Higher(MAPPA_LEVELS), "MAPPA level";
    125 MappaReview "mappaReviewDate" Date Risk Earlier, "MAPPA review";
    126 ComName "comName" Text Risk Latest, "Community offender manager";
    127 ComEmail "comEmail" Text Risk Latest, "Community offender manager's email";
    128 ComTeam "comTeam" Text Risk Latest, "Community team";
    129 ComLdu "comLdu" Text Risk Latest, "Local delivery unit";
    130 EnhancedHandover "enhancedResourcing" Flag Risk Either, "Enhanced handover";
    131 MappaApplies "mappaApplies" Flag Risk Either, "MAPPA applies";
    132 Homeless "homelessOnRelease" Flag Risk Either, "Would be homeless on release";
    133 ApprovedPremises "approvedPremises" Flag Risk Either, "To live in approved premises";
    134 WelshProbation "welshProbation" Flag Risk Latest, "Probation service of Wales";
}

/// A field by which a fact is filed: a known one, or a key of the prison system that this version does not know and keeps.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldKey {
    /// A field of the table.
    Known(Field),
    /// Any other key, kept as it came.
    Other(Box<str>),
}

impl FieldKey {
    /// The key for a name of the prison system.
    pub fn from_name(name: &str) -> Self {
        Field::from_name(name).map_or_else(|| Self::Other(name.into()), Self::Known)
    }

    /// The name in the prison system.
    pub fn name(&self) -> &str {
        match self {
            Self::Known(field) => field.name(),
            Self::Other(name) => name,
        }
    }

    /// The words that a screen shows: for an unknown key, the key.
    pub fn label(&self) -> &str {
        match self {
            Self::Known(field) => field.label(),
            Self::Other(name) => name,
        }
    }

    /// The group: unknown keys come last.
    pub const fn group(&self) -> Group {
        match self {
            Self::Known(field) => field.group(),
            Self::Other(_) => Group::Identity,
        }
    }

    /// What two concurrent writers get.
    pub const fn merge(&self) -> Merge {
        match self {
            Self::Known(field) => field.merge(),
            Self::Other(_) => Merge::Latest,
        }
    }
}

impl From<Field> for FieldKey {
    fn from(field: Field) -> Self {
        Self::Known(field)
    }
}

impl fmt::Display for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl<C> Encode<C> for FieldKey {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        match self {
            Self::Known(field) => e.u16(field.number())?.ok(),
            Self::Other(name) => e.str(name)?.ok(),
        }
    }
}

impl<'b, C> Decode<'b, C> for FieldKey {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        if d.datatype()? == minicbor::data::Type::String {
            return Ok(Self::from_name(d.str()?));
        }
        // A newer version's field is kept under its number, so that an older one neither loses nor misreads it.
        let number = d.u16()?;
        Ok(Field::from_number(number).map_or_else(|| Self::Other(format!("field-{number}").into()), Self::Known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_lead_back_to_their_field() {
        for field in Field::ALL {
            assert_eq!(Field::from_name(field.name()), Some(*field));
            assert_eq!(Field::from_number(field.number()), Some(*field));
        }
    }

    #[test]
    fn the_table_of_numbers_never_changes() {
        let table: String = Field::ALL.iter().map(|f| format!("{} {}\n", f.number(), f.name())).collect();
        assert_eq!(table, include_str!("../tests/golden/fields.txt"), "numbers are stored in ledgers: only add");
    }
}
