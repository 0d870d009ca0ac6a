# What can happen at the office (sync/office/failures.py). Read by staff only.

failure-office-not-an-envelope = Something arrived that is not a submission
    .safe = Nothing was stored here; the kiosk keeps it.
    .next = Tell the IT section.
    .staff = The PUT body is no envelope of format 1 (400). Bring kiosk and office to the same version.

failure-office-too-large = A submission arrived that is too large
    .safe = Nothing was stored here; the kiosk keeps it.
    .next = Tell the IT section.
    .staff = Longer than max_envelope_kib (413). Check the setting or the sender.

failure-office-other-id = A submission arrived under another id
    .safe = Nothing was stored here; the kiosk keeps it.
    .next = Tell the IT section.
    .staff = The id of the URL is not that of the envelope (400).

failure-office-other-office = A submission for another city hall arrived
    .safe = Nothing was stored here; the kiosk keeps it.
    .next = Tell the IT section.
    .staff = The envelope's office is not the setting's (421). Check the kiosk's settings.

failure-office-device-unknown = A kiosk that is not registered has sent something
    .safe = Nothing was stored here; the kiosk keeps it.
    .next = Once the kiosk is registered it sends again by itself.
    .staff = Register its public key with `kakanai office device add` (403).

failure-office-device-revoked = A kiosk that was taken out of use has sent something
    .safe = Nothing was stored here; the kiosk keeps it.
    .next = Tell the IT section.
    .staff = This device is revoked (403). To use it again, enrol it under a new name and key.

failure-office-signature-wrong = This case is not what once arrived
    .safe = It was not opened.
    .next = Tell the IT section the number; ask the visitor at the counter.
    .staff = Digest or signature do not hold (422 at intake). Database or line may have been altered.

failure-office-other-content = Other content arrived under the same id
    .safe = What arrived first is kept.
    .next = Tell the IT section.
    .staff = Same id, other digest (409). Think of a restored or copied kiosk.

failure-office-sequence-taken = A submission with this running number is already here
    .safe = What arrived first is kept.
    .next = Tell the IT section.
    .staff = UNIQUE(device, sequence) (409). A re-imaged kiosk is enrolled under a new name.

failure-office-cannot-open = This case does not open
    .safe = The sealed envelope is kept as it came.
    .next = Tell the IT section the number; ask the visitor at the counter.
    .staff = office.private.pem does not open it. Start with the key it was sealed to; the escrow key opens it too.

failure-office-someone-was-first = A colleague was first
    .safe = Your action was not done. What was done before it is kept.
    .next = Look at the present state, then act if still needed.
    .staff = The version has moved on (409).

failure-office-not-allowed-now = This cannot be done with the procedure now
    .safe = Nothing has changed.
    .next = If a colleague has it, take it over first.
    .staff = State or owner do not fit (409).

failure-office-case-not-found = There is no such case
    .safe = Other cases are not affected.
    .next = Check the reception number and search again.
    .staff = No case has this id or number (404).

failure-office-form-not-drawable = This form could not be made
    .safe = The case is kept; the other forms work.
    .next = Use the paper form and tell the IT section its name.
    .staff = The form is not one of this procedure's, or its template is wrong: `kakanai form check`.

failure-office-foreign-form = This page may not send anything here
    .safe = Nothing has changed.
    .next = Open it again from the list.
    .staff = Origin or Sec-Fetch-Site are not our own (403). Check that the proxy keeps Host.

failure-office-stale-form = This page is from before you logged in again
    .safe = Nothing has changed.
    .next = Open the case again, then act.
    .staff = The CSRF token is not this session's (403).

failure-office-page-not-found = There is no such page
    .safe = All cases are kept.
    .next = Go on from the list or search by number.
    .staff = 404 or 405.

failure-office-not-readable = The entry could not be read
    .safe = Nothing has changed.
    .next = Go back and check the entry.
    .staff = A form value is missing or malformed (400).

failure-office-server = This could not be done now
    .safe = Everything that arrived is kept.
    .next = Wait a little and open it again. If it stays so, tell the IT section.
    .staff = An exception (500); see the server's log.

failure-office-pack-version-missing = The version that this case was made with is not here
    .safe = The case is kept.
    .next = Tell the IT section the number of the version. The case opens once it is put there.
    .staff = The case was made with another version of the pack, and the present one does not know its answers. Put that version's folder on the shelf (`packs` beside the database) and open the case again.

failure-office-not-an-enrolment = A request to enrol arrived that cannot be read
    .safe = Nothing was changed.
    .next = Tell the IT section.
    .staff = The body of POST /v1/enrolments cannot be read, or its signature does not fit (400).

failure-office-content-type = Data of a kind that is not taken arrived
    .safe = What arrived was not stored.
    .next = Tell the IT section.
    .staff = Another Content-Type (415). Check whether something on the way rewrites it.

failure-office-device-pending = Data arrived from a kiosk that was not confirmed yet
    .safe = What arrived was not stored. The kiosk keeps it.
    .next = The IT section compares the fingerprint.
    .staff = Its key is enrolled but not active (403). Compare the fingerprints on both screens; if they are the same, run kakanai office device confirm.

failure-office-device-suspended = Data arrived from a kiosk that is suspended
    .safe = What arrived was not stored. The kiosk keeps it.
    .next = Tell the IT section.
    .staff = This device is suspended (403). After kakanai office device resume the rest arrives by itself.

failure-office-code-wrong = The code for enrolling did not fit
    .safe = Nothing was changed.
    .next = The IT section makes a new code.
    .staff = The one-time code is wrong, older than 15 minutes, or for another device (403). Make a new one with kakanai office device invite.

failure-office-busy = More arrives now than can be taken
    .safe = What did not arrive is kept at the kiosk.
    .next = Please wait. It arrives by itself.
    .staff = A limit per device or for all was exceeded (429). If it goes on, check rate_per_minute, at_once and the sender.

failure-office-opener-away = The content cannot be opened right now
    .safe = Everything that arrived is stored.
    .next = Wait a little and open it again. If it does not open, tell the IT section.
    .staff = The opener (kakanai office opener) does not answer. Check that it runs, and its socket.

failure-office-database-away = The records cannot be reached right now
    .safe = Everything that arrived is stored.
    .next = Wait a little and open it again. If it goes on, tell the IT section.
    .staff = The database does not answer (503). Kiosks send again by themselves.
