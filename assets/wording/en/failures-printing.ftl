# What can happen when printing. The codes are in printing/failures.py.
# title = what happened / .safe = what is safe / .next = what happens now / .staff = on the staff screen only

failure-printer-unreachable = Waiting for the printer to be ready
    .safe = What you entered is kept.
    .next = It will print as soon as it is ready. A member of staff is coming.
    .staff = The printer does not answer. Check power and network cable. The document has not been sent yet, or its result is still awaited. It goes on by itself once connected.

failure-printer-untrusted = Waiting for the printer to be ready
    .safe = What you entered is kept.
    .next = It will print as soon as it is ready. A member of staff is coming.
    .staff = The printer's certificate is not one to be trusted. Nothing has been sent. Was the printer replaced, or has its certificate expired? Tell the IT staff.

failure-printer-busy = Waiting for another print to finish
    .safe = What you entered is kept.
    .next = Yours will print right after it. Please wait here.
    .staff = The printer is working on another job (IPP 0x0507 or similar). Nothing has been sent. It goes on by itself.

failure-printer-out-of-paper = The printer has run out of paper
    .safe = What you entered is kept.
    .next = A member of staff will add paper. Please wait here.
    .staff = Out of paper (media-empty). After refilling it prints the rest. Do not print again.

failure-printer-wrong-paper = Waiting for other paper
    .safe = What you entered is kept.
    .next = A member of staff will change the paper. Please wait here.
    .staff = The requested paper is in no tray (media-needed). Check the size and type set at the tray.

failure-printer-jam = Paper has stopped inside the printer
    .safe = What you entered is kept.
    .next = A member of staff will take it out. Please wait here.
    .staff = Paper jam (media-jam). Paper that you take out is personal data: put it into the box for shredding. Then it prints the rest.

failure-printer-cover-open = The printer’s cover is open
    .safe = What you entered is kept.
    .next = A member of staff will close it. Please wait here.
    .staff = A cover, door or paper tray is open. Once it is closed, the rest prints.

failure-printer-out-of-ink = The printer needs care
    .safe = What you entered is kept.
    .next = A member of staff will change the toner. Please wait here.
    .staff = Toner or ink is used up, or the waste toner is full. After the change it prints the rest.

failure-printer-output-full = The printer’s output tray is full
    .safe = What you entered is kept.
    .next = Please take your paper. A member of staff is coming too.
    .staff = The output tray is full (output-area-full). Check that no one else's paper is in it before you take it out.

failure-printer-stopped = The printer has stopped
    .safe = What you entered is kept.
    .next = A member of staff is coming. Please wait here.
    .staff = The printer is stopped or paused. See its panel and resume.

failure-printer-not-accepting = Waiting for the printer to be ready
    .safe = What you entered is kept.
    .next = It will print as soon as it is ready. A member of staff is coming.
    .staff = The printer accepts no jobs (printer-is-accepting-jobs = false). Nothing has been sent.

failure-printer-refused = This printer cannot print it
    .safe = What you entered is kept.
    .next = Please take your number to the counter. The staff will prepare the paper.
    .staff = The printer refused the job. No paper came out. Print it on another printer from the staff screen; the IPP status is on the diagnostics screen.

failure-printer-refused-format = This printer cannot print it
    .safe = What you entered is kept.
    .next = Please take your number to the counter. The staff will prepare the paper.
    .staff = The printer takes neither PDF nor PWG Raster (document-format-supported). No paper came out. Configure a printer that takes one of them.

failure-printer-garbled = Waiting for the printer to be ready
    .safe = What you entered is kept.
    .next = It will print as soon as it is ready. A member of staff is coming.
    .staff = Something that is no IPP printer answered at the configured address. Check address and path (such as /ipp/print).

failure-printer-cancelled = Printing was stopped
    .safe = What you entered is kept.
    .next = Please take your number to the counter. The staff will prepare the paper.
    .staff = The job was cancelled (state 7). Some sheets may have come out. Look at them before you print.

failure-printer-aborted = Printing stopped halfway
    .safe = What you entered is kept.
    .next = A member of staff is coming. Please leave the paper where it is.
    .staff = The printer aborted the job (state 8). Some sheets may have come out. Look at them before you print.

failure-printer-outcome-unknown = We are checking whether the paper came out
    .safe = What you entered is kept.
    .next = A member of staff will look at the paper. Please wait here.
    .staff = The printer cannot say whether it finished (power cut, or its job number was used again). Did the paper come out? Count the sheets and answer. Nothing is printed again by itself.

failure-printer-no-journal = We cannot print now
    .safe = What you entered is kept.
    .next = Please take your number to the counter. Staff will prepare the paper.
    .staff = The step could not be written down (disk full, keeper away, or the next visit has begun), so nothing was sent. No paper came out.

failure-printer-login-refused = Waiting for the printer to be ready
    .safe = What you entered is kept.
    .next = It will print as soon as it is ready. A member of staff is coming.
    .staff = The printer does not accept the name and password. Check [printer.access]. No document was sent.
