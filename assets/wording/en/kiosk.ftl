# Words of the screens.

kiosk-key-start = Start
kiosk-key-next = Next
kiosk-key-back = Back
kiosk-key-quit = Quit
kiosk-key-staff = Call staff
kiosk-key-right = It is right
kiosk-key-fine = All right
kiosk-key-finish = Finish
kiosk-key-stay = Keep using
kiosk-key-edit = Change
kiosk-key-without-card = No card, or not using it
kiosk-key-without-pin = I do not know the PIN
    .second = You can go on without it
kiosk-word-erase = Delete
kiosk-word-clear = Clear all
kiosk-word-space = Space
kiosk-word-shift = abc
kiosk-word-unshift = ABC
kiosk-word-small = Small
kiosk-word-convert = Kanji
kiosk-word-erase-one = Delete
kiosk-word-dakuten = Dakuten
kiosk-word-handakuten = Handakuten
kiosk-word-long-vowel = Long vowel
kiosk-word-more = More
kiosk-word-about = Explain
kiosk-word-close = Close
kiosk-word-up = Go up
kiosk-word-down = Go down
kiosk-word-page = Page { $page } of { $pages }
kiosk-word-seconds = seconds
# Between two parts of what is read aloud.
kiosk-word-pause = {". "}
kiosk-tool-size = Text size
kiosk-staff-called-short = Called
kiosk-staff-called = Staff has been called.
kiosk-reason = Why do you ask?
kiosk-language-ja = 日本語
kiosk-language-en = English

kiosk-heading-city = { $city } City Hall
kiosk-heading-purpose = Choose a procedure
kiosk-heading-okuyami = After a death
kiosk-heading-juminhyo = Residence certificate
kiosk-phase-card = Card
kiosk-phase-questions = Answer
kiosk-phase-check = Check
kiosk-phase-receive = Receive
kiosk-count = { $place }/{ $total }
kiosk-count-about = { $place }/{ $total }

kiosk-attract = Forms without writing
    .sub = Answer the questions, and your forms are made for you.
    .steps = How it works
kiosk-attract-step-answer = Answer questions
    .second = One at a time.
kiosk-attract-step-form = Your forms are made
    .second = You need not write your name and address.
kiosk-attract-step-sign = Check at the counter
    .second = Take the slip with your number to the counter.

kiosk-purpose = What would you like to do?
    .lead = Choose one, then press Next.
kiosk-event-okuyami = A family member has died
    .second = おくやみ
kiosk-event-juminhyo = I need a residence certificate
    .second = 住民票

kiosk-card = Put your My Number Card on the reader
    .lead = The side with the photo faces up.
kiosk-card-note-number = Your My Number (12 digits) is not read.
kiosk-card-note-read = Name, address, date of birth and sex are read.
kiosk-card-waiting = Waiting for the card
kiosk-card-checking = Checking the card
kiosk-card-again = The card left the reader
    .text = Put it on the reader and leave it there.
kiosk-card-reader-missing = The card reader cannot be used now
    .text = You can go on without a card, or call staff.

kiosk-pin = Enter your PIN
    .lead = Four digits. Cover the keys with your hand.
kiosk-pin-tries = { $tries ->
    [one] You can try 1 more time.
   *[other] You can try { $tries } more times.
}
kiosk-pin-wrong = The number was not right
kiosk-numbers = Please enter the numbers on your card
kiosk-numbers-where-birth = The birth date exactly as printed on the card.
kiosk-numbers-where-expiry = The Western year printed before “まで有効” (valid until).
kiosk-numbers-where-code = The four digits under the photo.
kiosk-numbers-birth = Birth date (年 月 日)
kiosk-numbers-expiry = Year of expiry
kiosk-numbers-code = Code under photo
kiosk-numbers-unit = { $part ->
    [year] 年
    [month] 月
    [day] 日
    [expiry] 年
   *[code] {""}
  }
kiosk-numbers-sample-birth = ○○15年 3月 7日生
kiosk-numbers-sample-expiry = 2031年 3月 7日まで有効
kiosk-numbers-tries = { $tries } tries left
kiosk-numbers-wrong = These do not match the card
kiosk-key-by-numbers =
    .second = Read it by the numbers printed on the card
kiosk-reading = Reading the card
    .lead = Leave the card on the reader.
kiosk-reading-step = Name, address, date of birth, sex
kiosk-reading-now = Reading

kiosk-whose = Whose card is this?
    .lead = Choose one.
kiosk-whose-name = Name on the card
kiosk-whose-visitor = My card
    .second = The person at this counter
kiosk-whose-deceased = The deceased person’s card
    .second = You brought their card
kiosk-read = Is this right?
    .lead = This is what the card says.
kiosk-read-name = Name
kiosk-read-address = Address
kiosk-read-birth = Date of birth
kiosk-read-sex = Sex
kiosk-read-photo = Photo
    .second = For the member of staff to look at. It is kept nowhere.
kiosk-read-not-there = Not on the card
kiosk-read-differs = Something is not right
    .second = Enter everything yourself instead
kiosk-read-letters = “{ $letters }” has look-alike forms. Please compare it with your card.
kiosk-read-letter = “{ $letter }” looks different on the card
    .second = Choose it by the picture of the card
kiosk-letter = Which form is on the card?
    .lead = Please look at the card and choose the same form.
kiosk-letter-picture = As printed on the card
kiosk-letter-not-here = None of these
    .second = A member of staff will come
kiosk-read-expired = This card expired on { $day }
    .text = You can go on. You can apply for a new card at the city hall.
kiosk-read-erased = All of this is erased when you finish.

kiosk-yes = Yes
kiosk-no = No
kiosk-dont-know = I don’t know
    .second = We will check together at the counter
kiosk-undecided = To be checked at the counter
kiosk-no-answer = –
kiosk-check-at-counter = To be checked at the counter
kiosk-keyboard-kana = かな
kiosk-keyboard-latin = ABC
kiosk-keyboard-digits = 123
kiosk-candidates = Choose the characters
kiosk-candidate-more = More
kiosk-candidate-hint = If yours is not here, you can go on with “{ $reading }”.
kiosk-unit-household-remaining-over-15 = {""}
kiosk-unit-juminhyo-copies = {""}

kiosk-part-year = Year
kiosk-part-month = Month
kiosk-part-day = Day
kiosk-era-reiwa = 令和 Reiwa
kiosk-era-heisei = 平成 Heisei
kiosk-era-showa = 昭和 Showa
kiosk-era-taisho = 大正 Taisho
kiosk-era-meiji = 明治 Meiji
kiosk-era-western = Western
kiosk-date = { $day } { $monthname } { $western }
kiosk-date-echo = { $weekday }, { $day } { $monthname } { $western } ({ $era } { $year })
kiosk-date-short = { $weekdayshort } { $day } { $monthname }
kiosk-date-short-year = { $day } { $monthname } { $western }
kiosk-weekday-0 = Monday
    .short = Mon
kiosk-weekday-1 = Tuesday
    .short = Tue
kiosk-weekday-2 = Wednesday
    .short = Wed
kiosk-weekday-3 = Thursday
    .short = Thu
kiosk-weekday-4 = Friday
    .short = Fri
kiosk-weekday-5 = Saturday
    .short = Sat
kiosk-weekday-6 = Sunday
    .short = Sun
kiosk-month-1 = January
kiosk-month-2 = February
kiosk-month-3 = March
kiosk-month-4 = April
kiosk-month-5 = May
kiosk-month-6 = June
kiosk-month-7 = July
kiosk-month-8 = August
kiosk-month-9 = September
kiosk-month-10 = October
kiosk-month-11 = November
kiosk-month-12 = December

kiosk-review = Is everything right?
    .lead = Press Change where something is not right.

kiosk-boxes = Some boxes cannot be filled in as they are
    .lead = Your answers are kept as they are. You can change them, or leave the boxes empty.
    .staff = A staff member is coming and will look at them with you.
kiosk-boxes-group = Boxes to be filled in at the counter
kiosk-boxes-form = A box of the form
kiosk-key-leave-box = Leave empty and go on
kiosk-box-glyph-missing = This machine does not have the shape of { $letters }. It is not replaced by another letter; the right one is written at the counter.
kiosk-box-too-long = Too long for its box. The box stays empty; it is filled in with you at the counter.
kiosk-box-not-digits = The number does not have the right length. The box stays empty; it is checked at the counter.
kiosk-box-no-such-choice = The form has no matching choice. It is checked at the counter.
kiosk-box-era-not-printed = The form does not have this era. The box stays empty; the date is written at the counter.
kiosk-box-not-a-date = The date is checked at the counter. The box stays empty.

kiosk-finishing = Taking your answers
    .lead = Please wait.
kiosk-finishing-printing = Printing
    .lead = Please wait.
kiosk-finishing-sheets = { $done } of { $total } sheets are out
kiosk-finishing-step-storing = Keep your answers
kiosk-finishing-step-printing = Print the forms
kiosk-finishing-step-receipt = Print the slip with your number
kiosk-finishing-state-done = Done
kiosk-finishing-state-now = Now
kiosk-finishing-state-todo = To come
kiosk-finishing-state-wait = Waiting
kiosk-sheet-done = Out
kiosk-sheet-now = Printing
kiosk-sheet-todo = To come
kiosk-sheet-wait = Waiting

kiosk-delivered = The city hall has your answers
    .text = They are accepted, even if the paper does not come out.
    .sentence = The city hall has your answers.
kiosk-stored = Your answers are kept here
    .text = They are sent as soon as there is a connection.
    .sentence = Your answers are kept here and sent as soon as there is a connection.
kiosk-refused = Your answers are kept here
    .text = Staff will check them. Say your number at the counter.
    .sentence = Your answers are kept here. Say your number at the counter.

kiosk-result = Your procedures are not finished yet
    .lead = We will call your number.
    .no-paper = We will call your number. Please note it.
kiosk-result-number = Your number
kiosk-result-list = To do at the counters: { $count }
kiosk-result-column-office = Counter
kiosk-result-column-deadline = By
kiosk-result-column-who = Who files
kiosk-result-bring = Please bring
kiosk-result-bring-perhaps = { $item } (if there is one)
kiosk-result-elsewhere = To do outside the city hall
kiosk-result-elsewhere-perhaps = Only if this applies.
kiosk-result-who-you = You can
kiosk-result-who-letter = You need a letter of authority (委任状)
kiosk-result-reasons = Print the reasons
kiosk-result-reasons-not-asked-for = A sheet that says why each procedure is needed or not.
kiosk-result-reasons-printing = Printing. Please wait.
kiosk-result-reasons-printed = The reasons are out. Please take the sheet.
kiosk-result-reasons-failed = You get the sheet at the counter.
kiosk-result-held = Please ask for advice first
kiosk-result-amount = The amount is checked at the counter.
kiosk-days-left = { $days ->
    [one] 1 day left
   *[other] { $days } days left
}
kiosk-days-today = Today is the last day
kiosk-days-past = This day is over
kiosk-months-left = about { $months ->
    [one] 1 month left
   *[other] { $months } months left
}
kiosk-years-left = about { $years ->
    [one] 1 year left
   *[other] { $years } years left
}
kiosk-deadline-past = The day is over, but please ask at the counter.
kiosk-deadline-past-elsewhere = The day is over, but please ask there.
kiosk-deadline-moved = On { $day } the counter is closed: the next open day counts.
kiosk-deadline-office-closed = The counter is closed that day. Please come before.
kiosk-deadline-calendar-ends = The holidays of that year are not announced yet. Please come early.
kiosk-result-no-deadline = No deadline
kiosk-result-step-paper = Take the slip
kiosk-result-step-forms = Take all the paper
kiosk-result-step-number = Note your number
kiosk-result-step-counter = Go when called
kiosk-result-step-sign = Check with staff and sign
kiosk-result-paper = The paper says the same.
kiosk-result-no-paper = There is no paper. You get it at the counter.

kiosk-idle = Are you still there?
    .lead = Nothing was touched for a while.
    .note = When the time is over, your answers are erased and the first screen comes back.
    .foot = Press Finish to erase them now.
kiosk-ended = Finished
    .lead = What you entered has been erased.

kiosk-remedy-try-again = Try again
    .second = When staff has checked it
kiosk-remedy-try-again-card = Read the card
    .second = Put it on the reader first
kiosk-remedy-without-card = Go on without the card
    .second = You enter name and address on the screen
kiosk-remedy-by-numbers = Use the numbers printed on the card
    .second = No PIN is needed
kiosk-remedy-read-card = Read this card
    .second = You will enter its PIN
kiosk-remedy-keep = Go on
    .second = Keep what was read
kiosk-remedy-wait = Wait
    .second = It goes on by itself
kiosk-remedy-without-paper = Take only the number to the counter
    .second = You get the paper at the counter
kiosk-remedy-call-staff = Call staff
    .second = Somebody comes to help you
kiosk-remedy-end = Stop here
    .second = What you entered is erased

kiosk-why-choose-one = Choose one.
kiosk-why-choose-way = Choose one of these.
kiosk-why-put-card = Put a card on the reader, or go on without one.
kiosk-why-pin-four = Enter four digits.
kiosk-why-card-year = Please enter the year of birth as printed on the card (two digits).
kiosk-why-card-month = Please enter the month of birth.
kiosk-why-card-day = Please enter the day of birth.
kiosk-why-card-expiry = Please enter the year of expiry in four digits.
kiosk-why-card-code = Please enter the four digits under the photo.
kiosk-why-card-same = These numbers did not match. Please look at the card and correct them.
kiosk-why-card-back = Please place the card on the reader, then press “Next”.
kiosk-why-working = Work is going on. Please wait a moment.
kiosk-why-enter-text = Fill in the empty field.
kiosk-why-enter-number = Enter a number.
kiosk-why-number-limits = This number is not possible. Check it.
kiosk-why-postcode-seven = A postcode has seven digits.
kiosk-why-phone-digits = A telephone number starts with 0 and has 10 or 11 digits.
kiosk-why-digits-missing = Digits are missing. Check the number.
kiosk-why-enter-year = Enter the year.
kiosk-why-enter-month = Enter the month.
kiosk-why-enter-day = Enter the day.
kiosk-why-date-not-in-calendar = There is no such day. Check year, month and day.
kiosk-why-date-in-future = This day has not come yet. Check year, month and day.

kiosk-receipt =
    .lead = We will call your number. Keep this slip.
kiosk-receipt-qr = Staff scans this
kiosk-receipt-practice = For practice only.

# Several choices, lists, and what is said instead of an answer
kiosk-none-of-these = None of these
kiosk-none-of-these-short = None
kiosk-decline = I prefer not to say
    .second = You can go on without an answer
kiosk-declined = Not said here
kiosk-without-day = I don’t know the day
kiosk-comma = ,{" "}
kiosk-items = { $number } in all
kiosk-items-and-perhaps-more = { $number }, perhaps more
kiosk-item-number = No. { $number }
kiosk-item-label = { $name }: { $what }
kiosk-unit-money = yen
kiosk-list-add = Add
kiosk-list-remove = Remove “{ $name }”?
kiosk-list-remove-yes = Remove
kiosk-list-remove-no = Keep
kiosk-key-all = That is all
kiosk-key-nobody = None
kiosk-key-remove = Remove
kiosk-why-choose-some = Choose what applies. If nothing does, press “None of these”.
kiosk-why-list-full = No more can be added here. We will ask about the others at the counter.
kiosk-date-month = { $monthname } { $western }
kiosk-date-month-echo = { $monthname } { $western } ({ $era } { $year })
kiosk-same-as = If you choose Yes, we use this as it is
