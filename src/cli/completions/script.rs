//! `dateline completions`: what a shell has to read once.

use std::io::Write;
use std::process::ExitCode;

use clap_complete::Shell;

use crate::cli::output;

/// Print the completions of a shell.
///
/// bash: dateline completions bash > ~/.local/share/bash-completion/completions/dateline. zsh: … > _dateline in a folder of
/// $fpath. fish: … > ~/.config/fish/completions/dateline.fish. These three complete values of the archive too.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// What bash calls; where nothing is offered, it offers files.
const BASH: &str = r#"_dateline() {
    local IFS=$'\n'
    COMPREPLY=($(dateline complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
    # A value of which the word as typed ends in a space is whole.
    if [[ ${#COMPREPLY[@]} -gt 0 ]]; then
        COMPREPLY=("${COMPREPLY[@]// /\\ }")
    fi
}
complete -o default -o nosort -F _dateline dateline
"#;

/// What zsh calls.
const ZSH: &str = r#"#compdef dateline
_dateline() {
    local -a offered
    local line
    for line in "${(@f)$(dateline complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        [[ -n $line ]] && offered+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done
    if (( ${#offered} )); then
        _describe -V dateline offered -U
    else
        _files
    fi
}
if [ "$funcstack[1]" = "_dateline" ]; then
    _dateline "$@"
else
    compdef _dateline dateline
fi
"#;

/// What fish calls.
const FISH: &str = r#"complete -c dateline -k -a '(dateline complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
"#;

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, mut program: clap::Command) -> anyhow::Result<ExitCode> {
    let mut out = output::stdout();
    match arguments.shell {
        Shell::Bash => out.write_all(BASH.as_bytes())?,
        Shell::Zsh => out.write_all(ZSH.as_bytes())?,
        Shell::Fish => out.write_all(FISH.as_bytes())?,
        other => clap_complete::generate(other, &mut program, "dateline", &mut out),
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
