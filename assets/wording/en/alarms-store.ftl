# What a kiosk's keeper tells the staff.  Codes: sync/store/alarms.py.  Only staff read this.
# .what is the matter, .next what to do.

alarm-store-head-conflict = { alarm-store-head-conflict.what } { alarm-store-head-conflict.next }
    .what = Two different values arrived for one place of the office's audit records. They may have been rewritten.
    .next = Tell the information systems section at once.

alarm-store-quarantined = { alarm-store-quarantined.what } { alarm-store-quarantined.next }
    .what = There are damaged records that could not be put right (they were set aside).
    .next = Compare with the number slips and check the disk.

alarm-store-refused = { alarm-store-refused.what } { alarm-store-refused.next }
    .what = The office did not take a submission.
    .next = Put the cause right, then send it again.

alarm-store-disk-full = { alarm-store-disk-full.what } { alarm-store-disk-full.next }
    .what = Too little space for records. No new submission can start until there is room.
    .next = Send people to the counter, and tell the information systems section.

alarm-store-receipt-not-printed = { alarm-store-receipt-not-printed.what } { alarm-store-receipt-not-printed.next }
    .what = A submission is stored, but it is not known that its number slip was printed.
    .next = Write the number down for the person and mark it as given.

alarm-store-waiting-long = { alarm-store-waiting-long.what } { alarm-store-waiting-long.next }
    .what = Submissions from an earlier day have not reached the office.
    .next = Check the line.

alarm-store-office-silent = { alarm-store-office-silent.what } { alarm-store-office-silent.next }
    .what = The office has not answered since yesterday or longer. Submissions stay here and go out when it answers.
    .next = Check the line.

alarm-store-clock-wrong = { alarm-store-clock-wrong.what } { alarm-store-clock-wrong.next }
    .what = This machine's clock differs from the office's by more than five minutes.
    .next = Set the clock.
