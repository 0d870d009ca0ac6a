# What a kiosk's keeper tells the staff.  Codes: sync/store/alarms.py.  Only staff read this.

alarm-store-head-conflict = Two different values arrived for one place of the office's audit records. They may have been rewritten. Tell the information systems section at once.
alarm-store-quarantined = There are damaged records that could not be put right (they were set aside). Compare with the number slips and check the disk.
alarm-store-refused = The office did not take a submission. Put the cause right, then send it again.
alarm-store-disk-full = Too little space for records. No new submission can start until there is room (send people to the counter).
alarm-store-receipt-not-printed = A submission is stored, but it is not known that its number slip was printed. Write the number down for the person and mark it as given.
alarm-store-waiting-long = Submissions from an earlier day have not reached the office. Check the line.
alarm-store-clock-wrong = This machine's clock differs from the office's by more than five minutes. Set the clock.
