//! Arabic: what no table can say of it.

mod clitics;
mod light_stem;

pub(super) use self::clitics::without_clitics;
pub(super) use self::light_stem::light_stem;
