//! Standard pronunciation: spelling in, the syllables that are really said out, written as Hangul (값이 → 갑씨).
