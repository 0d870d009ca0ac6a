# Papers to take home: list, belongings, calendar, letter.

paper-number = Seu número: { $number }
paper-practice = Somente para treino. Não vale para nenhum procedimento.
paper-page = Página { $page }/{ $pages }

paper-list = Seus procedimentos
    .lead = O prazo mais próximo vem primeiro. Marque o quadrado à esquerda quando terminar um.
    .until = Até { $day }
    .held = Busque orientação primeiro, por favor
    .open = O guichê informa o prazo
    .none = Sem prazo
    .where = Guichê
    .bring = Trazer
    .who = Quem faz
    .elsewhere = Procedimentos fora da prefeitura
    .check = Verificamos no guichê se você precisa disto.
    .past = O prazo já passou. Fale logo com o guichê, por favor.
    .moved = { $day } é dia de fechamento, por isso vale este próximo dia útil.
    .closed = A repartição está fechada neste dia. Venha antes, por favor.
    .amount = O guichê informa o valor.
    .perhaps = Veja, por favor, se é o seu caso.
    .comma = {"; "}
    .past-elsewhere = O prazo já passou. Consulte logo o local, por favor.
paper-who-letter = Você, com procuração (委任状)
paper-who-counter = Verificamos no guichê
paper-thing-perhaps = { $item } (se houver)

paper-day = { $weekday } { $day } de { $name }
paper-day-year = { $weekday } { $day } de { $name } de { $year }
paper-weekday-0 = seg.
paper-weekday-1 = ter.
paper-weekday-2 = qua.
paper-weekday-3 = qui.
paper-weekday-4 = sex.
paper-weekday-5 = sáb.
paper-weekday-6 = dom.

paper-month-1 = janeiro
paper-month-2 = fevereiro
paper-month-3 = março
paper-month-4 = abril
paper-month-5 = maio
paper-month-6 = junho
paper-month-7 = julho
paper-month-8 = agosto
paper-month-9 = setembro
paper-month-10 = outubro
paper-month-11 = novembro
paper-month-12 = dezembro

paper-contact = Reserva e consulta
    .booking = Reserva
    .consultation = Consulta
    .phone = Telefone { $phone }

paper-calendar = Coloque os prazos na agenda do celular
    .lead = Leia um código com a câmera: o dia entra na sua agenda, sem o seu nome e sem os nomes dos procedimentos.
    .count = { $count ->
        [one] { $count } procedimento
       *[other] { $count } procedimentos
    }
    .event = { $city }: prazo de procedimentos ({ $count })
    .text = Veja a lista impressa dos seus procedimentos.

paper-bring = O que trazer
    .lead = Traga isto quando vier. Marque o quadrado à esquerda do que já tem.
    .sure = Traga, por favor
    .perhaps = Traga, se houver
    .many = Pedido em { $count } procedimentos.
