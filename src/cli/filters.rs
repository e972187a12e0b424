//! The filters as options: one for every facet of the table of fields, and the dates.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches};
use dateline::ask::Filters;

/// Which articles, beside the query.
#[derive(Clone, Debug, Default)]
pub(crate) struct FilterArguments {
    filters: Filters,
}

/// The heading of the filters in the help.
const HEADING: &str = "Filters (of several values, with commas, any)";

impl FilterArguments {
    /// Adds the filters to those of a question.
    pub(crate) fn apply(&self, filters: &mut Filters) {
        for field in Filters::fields() {
            filters.add(field.name, self.filters.values(field.name).iter().cloned());
        }
        filters.since = self.filters.since.clone().or(filters.since.take());
        filters.until = self.filters.until.clone().or(filters.until.take());
    }
}

impl Args for FilterArguments {
    fn augment_args(command: Command) -> Command {
        let option = |name: &'static str, help: String| Arg::new(name).long(name).help(help).help_heading(HEADING);
        let mut command = command;
        for field in Filters::fields() {
            let option = option(field.name, capital(field.label)).value_delimiter(',').action(ArgAction::Append);
            command = command.arg(option.value_name("VALUE"));
        }
        let since = "Published on this day or later: 2025, 2025-10, 2025-10-15, \"last month\"";
        for (name, help) in [("since", since), ("until", "Published on this day or earlier")] {
            command = command.arg(option(name, help.to_owned()).value_name("DATE"));
        }
        command
    }

    fn augment_args_for_update(command: Command) -> Command {
        FilterArguments::augment_args(command)
    }
}

impl FromArgMatches for FilterArguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<FilterArguments, Error> {
        let mut filters = Filters::default();
        for field in Filters::fields() {
            filters.add(field.name, matches.get_many::<String>(field.name).into_iter().flatten().cloned());
        }
        filters.since = matches.get_one::<String>("since").cloned();
        filters.until = matches.get_one::<String>("until").cloned();
        Ok(FilterArguments { filters })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = FilterArguments::from_arg_matches(matches)?;
        Ok(())
    }
}

/// A label of the table as a sentence.
fn capital(label: &str) -> String {
    let mut characters = label.chars();
    characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect()
}
