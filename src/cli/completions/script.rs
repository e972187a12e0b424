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

/// What bash calls; where nothing is offered, it offers files. It cuts words at colons, and replaces what stands behind the last
/// one alone.
const BASH: &str = r#"_dateline() {
    local IFS=$'\n' word last= words=()
    for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
        if [[ ${#words[@]} -gt 0 && ( $word == : || $last == *: ) ]]; then
            words[${#words[@]}-1]+=$word
        else
            words+=("$word")
        fi
        last=$word
    done
    COMPREPLY=($(dateline complete -- "${words[@]}" 2>/dev/null | cut -f1))
    if [[ ${#COMPREPLY[@]} -gt 0 ]]; then
        if [[ ${#words[@]} -lt $COMP_CWORD && ${words[${#words[@]}-1]} == *:* ]]; then
            last=${words[${#words[@]}-1]}
            COMPREPLY=("${COMPREPLY[@]#"${last%"${last##*:}"}"}")
        fi
        # A value of which the word as typed ends in a space is whole.
        COMPREPLY=("${COMPREPLY[@]// /\\ }")
    fi
}
complete -o default -o nosort -F _dateline dateline
"#;

/// What zsh calls. Values that are found by their names do not begin as typed: the only one takes its place (`-U`), several are listed.
const ZSH: &str = r#"#compdef dateline
_dateline() {
    local -a offered
    local line
    local -i begin=0
    for line in "${(@f)$(dateline complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
        [[ -n $line ]] || continue
        offered+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
        [[ ${(L)line} == "${(L)PREFIX}"* ]] && begin=1
    done
    if (( ${#offered} )); then
        _describe -V dateline offered -U
        (( begin || ${#offered} == 1 )) || compstate[insert]=
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

/// What fish calls; it offers files beside what it is given, unless it is told not to.
const FISH: &str = r#"function __dateline_complete
    set -l offered (dateline complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)
    if set -q offered[1]
        printf '%s\n' $offered
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c dateline -f -k -a '(__dateline_complete)'
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
