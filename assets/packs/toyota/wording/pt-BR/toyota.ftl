# Words of Toyota; the sections have their standard names (verify: city).

question-registered = Onde a pessoa estava registrada como moradora?
    .lead = Se ela tinha ido para uma casa de cuidados e você não tem certeza, escolha “Não sei”.
    .reason = Define quais procedimentos são feitos em Toyota.
    .short = Registro
choice-deceased-registered-with-visitor = Em Toyota, no meu domicílio
choice-deceased-registered-this-city = Em Toyota, em outro domicílio
    .second = Também no mesmo endereço, se for domicílio separado
