# What can happen to a kiosk's key that is sealed to a TPM (sync/envelope/tpm.py). Read by IT officers only.

failure-tpm-absent = The TPM (security chip) cannot be reached
    .safe = Submissions that were taken are on this machine, sealed. None is lost.
    .next = Look whether TPM 2.0 is switched on in the machine's set-up (UEFI), and whether the kiosk's user is in the group tss.
    .staff = No TPM is at the address that the key file names (usually /dev/tpmrm0), or it may not be opened. Debian's tpm-udev gives the right. Once the TPM answers, the kiosk starts by itself.

failure-tpm-locked-out = The TPM has counted wrong guesses and closed
    .safe = Submissions that were taken are on this machine, sealed. The key is safe in the TPM too.
    .next = Leave the machine on and wait, or open it with tpm2_dictionarylockout --clear-lockout.
    .staff = TPM_RC_LOCKOUT (0x921). This key is sealed with noDA, so power cuts do not count. See whether another program of this machine uses the TPM.

failure-tpm-another = This is not the TPM that the key was sealed to
    .safe = Submissions that have not been sent are here, sealed and signed. After a new enrolment they reach the office as they are.
    .next = It happens when the board was exchanged or the TPM was cleared. Enrol the kiosk again under a new name.
    .staff = The old key does not open any more. (1) Put the key file aside. (2) kakanai office device invite NEW-NAME, python -m sync.sender.enrol --tpm /dev/tpmrm0. (3) Write the new name as device into keeper.toml and kiosk.toml. (4) Revoke the old name only when what was left has arrived: before that it would be refused. If nobody knows why, think of a stolen disk that runs in another machine.

failure-tpm-damaged = The key file is damaged
    .safe = Submissions that have not been sent are here, sealed and signed.
    .next = Put the key file back from this machine's own backup. Without one, enrol the kiosk again under a new name.
    .staff = The TPM is the one that sealed it, but does not take the file's content. A sealed key file may be in a backup: it opens on this machine only.

failure-tpm-refused = The TPM refused
    .safe = Submissions that were taken are on this machine, sealed. The key file is as it was.
    .next = Ask tpm2_rc_decode about the number below.
    .staff = CREATE_PRIMARY 0x9a2 means that the TPM's owner has a password. Take it off, or go on with a plain key.
