# Papers to take home: list, belongings, calendar, letter.  The words of the reasons are in the pack.

paper-number = Your number: { $number }
paper-practice = For practice only. Not valid for any procedure.
paper-page = Page { $page }/{ $pages }

paper-list = Your procedures
    .lead = The earliest deadline comes first. Tick the box on the left when one is done.
    .until = By { $day }
    .held = Please ask for advice first
    .open = The counter tells you until when
    .none = Without a deadline
    .where = Counter
    .bring = Bring
    .who = Who files
    .elsewhere = What other offices do
    .check = We check at the counter whether you need this.
    .past = The deadline has passed. Please talk to the counter soon.
    .moved = { $day } is a closing day, so this is the next open day.
    .closed = The office is closed on this day. Please come before it.
    .amount = The counter tells you how much it is.
    .perhaps = Please check whether this concerns you.
    .comma = {"; "}
    .past-elsewhere = The deadline has passed. Please ask for advice soon.
paper-who-letter = You, with a letter of authority
paper-who-counter = We check at the counter
paper-thing-perhaps = { $item } (if there is one)

paper-day = { $weekday } { $day } { $name }
paper-day-year = { $weekday } { $day } { $name } { $year }
paper-weekday-0 = Mon
paper-weekday-1 = Tue
paper-weekday-2 = Wed
paper-weekday-3 = Thu
paper-weekday-4 = Fri
paper-weekday-5 = Sat
paper-weekday-6 = Sun

paper-month-1 = January
paper-month-2 = February
paper-month-3 = March
paper-month-4 = April
paper-month-5 = May
paper-month-6 = June
paper-month-7 = July
paper-month-8 = August
paper-month-9 = September
paper-month-10 = October
paper-month-11 = November
paper-month-12 = December

paper-contact = Booking and advice
    .booking = Booking
    .consultation = Advice
    .phone = Phone { $phone }

paper-calendar = Put the deadlines into your phone’s calendar
    .lead = Read a code with the camera: the day is put into your calendar, without your name and without the names of the procedures.
    .count = { $count ->
        [one] { $count } procedure
       *[other] { $count } procedures
    }
    .event = { $city }: deadline of procedures ({ $count })
    .text = Please see the printed list of your procedures.

paper-bring = What to bring
    .lead = Please bring these when you come. Tick the box on the left when you have one.
    .sure = Please bring
    .perhaps = Please bring if there is one
    .many = Used for { $count } procedures.
