//! English: what no table can say of it.

mod inflection;

pub(super) use self::inflection::each_english_form;
