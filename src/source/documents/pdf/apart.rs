//! A PDF document read by a process of its own: whatever it does to its reader, this one waits no longer than it said.

use std::io::{Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;

use super::answer::Answer;
use crate::source::limits::Limits;
use crate::source::pdf_reading::PdfReader;
use crate::{Error, Result};

/// How much longer an answer may be than the longest text, in bytes: what stands around it, and letters that JSON writes as six.
const AROUND: u64 = 1 << 20;

/// What the reader says of a document.
///
/// # Errors
///
/// When it cannot be started; the document is then to be read again. What it does not read for the document's own sake is told of
/// the document.
pub(super) fn ask(reader: &PdfReader, bytes: &[u8], limits: &Limits) -> Result<Answer> {
    let mut command = Command::new(&reader.program);
    command.args(&reader.arguments).arg(limits.max_document.to_string());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    in_its_own_group(&mut command);
    let mut child = command.spawn().map_err(|cause| {
        let what = format!("the reader of PDF documents cannot be started: {cause}");
        Error::from(std::io::Error::new(cause.kind(), what))
    })?;
    let longest = limits.max_document.saturating_mul(6).saturating_add(AROUND);
    let answer = talk(&mut child, bytes, longest, reader);
    // Its answer is whole, or of no use: it has nothing more to do.
    let _killed = child.kill();
    let status = child.wait()?;
    let answer = answer.ok_or_else(|| {
        let seconds = reader.deadline.as_secs();
        Error::malformed(format!(
            "reading the PDF document took more than {seconds} s and was ended; it may be made to do so"
        ))
    })?;
    serde_json::from_slice(&answer).map_err(|_| Error::malformed(broken_down(status)))
}

/// Gives the document to the reader and takes its answer; none where the deadline came first.
fn talk(child: &mut Child, bytes: &[u8], longest: u64, reader: &PdfReader) -> Option<Vec<u8>> {
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (tell, told) = channel();
    thread::scope(|scope| {
        // A reader that has seen enough reads no further.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(bytes)));
        scope.spawn(move || {
            let mut answer = Vec::new();
            let read = stdout.map(|stdout| stdout.take(longest).read_to_end(&mut answer));
            // Whoever waited may have given up.
            let _ = tell.send(read.and_then(Result::ok).map(|_| answer));
        });
        let answer = told.recv_timeout(reader.deadline);
        // Both threads end with the process that they talk to.
        let _killed = child.kill();
        match answer {
            Ok(answer) => Some(answer.unwrap_or_default()),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => None,
        }
    })
}

/// Why there is no answer.
fn broken_down(status: ExitStatus) -> String {
    format!(
        "reading the PDF document took more memory or time than a document may, or its reader broke down over it ({status}); \
         convert it to text with another program"
    )
}

/// Ctrl-C at the terminal is for the run that asked, which ends in its own way: a document is not to be told as broken for it.
#[cfg(unix)]
fn in_its_own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn in_its_own_group(_command: &mut Command) {}

#[cfg(all(test, unix))]
mod tests {
    use std::time::Duration;

    use super::*;

    fn asked(script: &str, deadline: Duration) -> String {
        let reader = PdfReader::new("/bin/sh", ["-c", script]).deadline(deadline);
        match ask(&reader, &vec![b'x'; 1 << 20], &Limits::default()) {
            Ok(answer) => format!("{answer:?}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn whatever_the_reader_does_the_one_that_asked_goes_on() {
        let minute = Duration::from_secs(60);
        assert_eq!(asked("cat >/dev/null; echo '{\"skipped\": \"a scan\"}'", minute), "Skipped(\"a scan\")");
        // It does not read what it is given, says nothing, says what is no answer, is ended by the system.
        assert!(asked("exit 0", minute).contains("broke down"));
        assert!(asked("echo no", minute).contains("broke down"));
        assert!(asked("kill -9 $$", minute).contains("signal"));
        assert!(asked("exec sleep 600", Duration::from_millis(100)).contains("was ended"));
        let nowhere = PdfReader::new("/nowhere/at/all", [""; 0]);
        assert!(matches!(ask(&nowhere, b"", &Limits::default()).unwrap_err().kind, crate::ErrorKind::Io(_)));
    }
}
