# The receipt (paper). U+200B is where a line may break.
receipt-headline = Your procedures are not finished yet
receipt-lead = We will call your number.
receipt-number = Your number
receipt-step-wait = Keep this paper and wait
receipt-step-counter = Go to the counter when your number is called
receipt-step-sign = Sign in front of the clerk
receipt-list = At the counter: { $count }
receipt-office = Counter
receipt-deadline = Until
receipt-bring = Please bring
receipt-qr = For the clerk
receipt-no-names = No name or address is printed on this paper.
