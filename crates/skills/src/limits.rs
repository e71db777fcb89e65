//! Every limit of the contract, in one place. Lengths are in characters.

/// What is left when something is longer: cut there, with a finding.
pub struct Limits;

impl Limits {
    // ---- the answer
    pub const OUTPUTS: usize = 3;
    pub const QUICK_REPLIES: usize = 10;
    /// The contract gives none; more would only be noise.
    pub const CONTEXTS: usize = 30;

    // ---- texts
    pub const SIMPLE_TEXT: usize = 1_000;
    /// A longer text is folded in KakaoTalk.
    pub const SIMPLE_TEXT_FOLDED: usize = 500;
    pub const ALT_TEXT: usize = 50;

    // ---- cards
    pub const TEXT_CARD_TITLE: usize = 50;
    /// Title and description together.
    pub const TEXT_CARD: usize = 400;
    pub const TEXT_CARD_IN_CAROUSEL: usize = 128;
    pub const BASIC_CARD_TITLE: usize = 50;
    pub const BASIC_CARD_DESCRIPTION: usize = 230;
    pub const COMMERCE_TITLE: usize = 30;
    pub const COMMERCE_DESCRIPTION: usize = 40;
    pub const COMMERCE_THUMBNAILS: usize = 1;
    pub const LIST_ITEMS: usize = 5;
    pub const LIST_ITEMS_IN_CAROUSEL: usize = 4;
    pub const ITEM_ROWS: usize = 10;
    pub const ITEM_ROWS_IN_CAROUSEL: usize = 5;
    pub const ITEM_ROW_TITLE: usize = 6;
    pub const ITEM_SUMMARY_DESCRIPTION: usize = 14;
    pub const ITEM_PROFILE_TITLE: usize = 15;
    /// Title and description together.
    pub const ITEM_CARD: usize = 200;
    pub const ITEM_CARD_IN_CAROUSEL: usize = 100;

    // ---- carousels
    pub const CAROUSEL: usize = 10;
    pub const LIST_CAROUSEL: usize = 5;

    // ---- buttons
    pub const BUTTONS_VERTICAL: usize = 3;
    pub const BUTTONS_HORIZONTAL: usize = 2;
    pub const BUTTON_LABEL: usize = 14;
    pub const BUTTON_LABEL_HORIZONTAL: usize = 8;

    // ---- the Event API
    pub const EVENT_USERS: usize = 100;

    // ---- what the contract leaves open and we do not
    /// Texts that the contract bounds by lines of a screen only.
    pub const LINES: usize = 400;
    pub const LINK: usize = outbound::MOST_LINK;
    /// What comes back with a press, as JSON.
    pub const EXTRA: usize = 16 * 1024;
}
