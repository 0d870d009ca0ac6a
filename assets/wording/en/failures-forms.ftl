failure-form-too-long = One answer is too long for its box
    .safe = Your answer is kept as it is.
    .next = The box is printed empty. A staff member will fill it in with you at the counter.
    .staff = The text does not fit its box (smallest size, two lines). Add it by hand or on a separate sheet.
failure-form-glyph-missing = One letter cannot be printed
    .safe = The name is kept exactly as it is. It is not replaced by another letter.
    .next = The box is printed empty. A staff member will check the right letter at the counter.
    .staff = The typefaces lack this character or variation sequence (or it is for private use). Check its code and add it by hand.
failure-form-not-digits = A number has to be checked
    .safe = Your answer is kept as it is.
    .next = The box is printed empty. The number will be checked at the counter.
    .staff = The value has no digits, or not as many as the form needs.
failure-form-no-such-choice = The form has no matching choice
    .safe = Your answer is kept as it is.
    .next = The box is printed empty. A staff member will check it at the counter.
    .staff = The answer has no printed option on this form. Check options or words of the template.
failure-form-era-not-printed = A date has to be checked
    .safe = Your answer is kept as it is.
    .next = The box is printed empty. A staff member will write the date at the counter.
    .staff = The era of the date is not printed on this form.
failure-form-not-a-date = A date has to be checked
    .safe = Your answer is kept as it is.
    .next = The box is printed empty. A staff member will check the date at the counter.
    .staff = The value is no date, or is before 1873-01-01.

## One line about one answer: $label is what the form calls it; $letters are the letters at fault.

problem-form-glyph-missing = { $label }: this machine cannot print { $count ->
        [one] the letter
       *[other] the letters
    } { $letters }. The box stays empty; the right letter will be checked at the counter.
problem-form-too-long = { $label } is too long for its box. The box stays empty; it will be filled in with you at the counter.
problem-form-not-digits = { $label }: the number will be checked at the counter. The box stays empty.
problem-form-no-such-choice = { $label }: the form has no matching choice. It will be checked at the counter.
problem-form-era-not-printed = { $label }: the era is not printed on the form. It will be written at the counter.
problem-form-not-a-date = { $label }: the date will be checked at the counter. The box stays empty.
