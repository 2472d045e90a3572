//! Words of the field, each with the number under which the ledger keeps it: one macro for all such lists.

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($number:literal $variant:ident $words:literal;)* })*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize,
        )]
        #[cbor(index_only)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name {
            $(#[doc = concat!($words, ".")] #[n($number)] $variant,)*
        }

        impl $name {
            /// All of them, in the order in which a form offers them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// As a history says it.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)* }
            }
        }
    )*};
}

pub(crate) use words;
