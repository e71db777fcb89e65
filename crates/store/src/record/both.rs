//! Both ways between a record and what it is a record of, where they have the same fields.

/// Field by field: `name` goes over as it is, `name: into` becomes its record, `name: perhaps` too if it is there, and
/// `name: each` item by item.
macro_rules! both {
    ($of:ident = $record:ident { $($field:ident $(: $how:ident)?),+ }) => {
        impl From<$of> for $record {
            fn from($of { $($field),+ }: $of) -> Self {
                Self { $($field: $crate::record::both::over!($field $($how)?)),+ }
            }
        }

        impl From<$record> for $of {
            fn from($record { $($field),+ }: $record) -> Self {
                Self { $($field: $crate::record::both::over!($field $($how)?)),+ }
            }
        }
    };
}

/// Word by word.
macro_rules! both_words {
    ($of:ident = $record:ident { $($word:ident),+ }) => {
        impl From<$of> for $record {
            fn from(word: $of) -> Self {
                match word {
                    $($of::$word => Self::$word),+
                }
            }
        }

        impl From<$record> for $of {
            fn from(word: $record) -> Self {
                match word {
                    $($record::$word => Self::$word),+
                }
            }
        }
    };
}

/// One field.
macro_rules! over {
    ($field:ident) => {
        $field
    };
    ($field:ident into) => {
        $field.into()
    };
    ($field:ident perhaps) => {
        $field.map(Into::into)
    };
    ($field:ident each) => {
        $field.into_iter().map(Into::into).collect()
    };
}

pub(super) use {both, both_words, over};
